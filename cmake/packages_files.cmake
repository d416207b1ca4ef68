# Run by cpack once the files of each package are laid out, before it packs them.

foreach(package library dev program)
  set(root "${CPACK_TEMPORARY_DIRECTORY}/${package}/usr")
  if(package STREQUAL dev)
    file(GLOB_RECURSE libraries "${root}/lib/*libcorsieve.so.*")
    if(libraries)
      file(REMOVE ${libraries})
    endif()
  endif()
endforeach()
