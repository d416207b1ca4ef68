# Run by cpack once the files of each package are laid out, before it packs them:
# what Debian wants of packages beside what is installed.

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

set(name_of_library libcorsieve0)
set(name_of_dev libcorsieve-dev)
set(name_of_program corsieve)
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(package library dev program)
  set(root "${CPACK_TEMPORARY_DIRECTORY}/${package}/usr")
  if(NOT EXISTS "${root}")
    continue()
  endif()
  set(doc "${root}/share/doc/${name_of_${package}}")
  configure_file("${CMAKE_CURRENT_LIST_DIR}/copyright" "${doc}/copyright" COPYONLY)
  file(WRITE "${doc}/changelog"
"corsieve (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * CHANGELOG.md of the sources says what is new.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
  run(gzip -9nf "${doc}/changelog")
endforeach()
if(EXISTS "${CPACK_TEMPORARY_DIRECTORY}/program")
  run(gzip -9nf "${CPACK_TEMPORARY_DIRECTORY}/program/usr/share/man/man1/corsieve.1")
endif()
# Component `c` has the library itself, too.
file(GLOB_RECURSE libraries
     "${CPACK_TEMPORARY_DIRECTORY}/dev/usr/lib/*/libcorsieve.so.*")
if(libraries)
  file(REMOVE ${libraries})
endif()
# cpack strips what is executable.
file(GLOB archives "${CPACK_TEMPORARY_DIRECTORY}/dev/usr/lib/*/*.a")
if(archives)
  run(strip --strip-debug ${archives})
endif()
