# Debian packages, by `cpack` in a build folder that was configured with
# -DCMAKE_INSTALL_PREFIX=/usr: libcorsieve0, libcorsieve-dev, corsieve.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME corsieve)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The corsieve authors <maintainers@corsieve.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL runtime c cxx)
set(CPACK_COMPONENT_RUNTIME_GROUP library)
set(CPACK_COMPONENT_C_GROUP dev)
set(CPACK_COMPONENT_CXX_GROUP dev)
if(CORSIEVE_BUILD_TOOL)
  list(APPEND CPACK_COMPONENTS_ALL tool)
  set(CPACK_COMPONENT_TOOL_GROUP program)
endif()
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian/files.cmake")

set(about "corsieve answers by WHATWG Fetch and XMLHttpRequest, or as Chromium, Firefox
 or WebKit do.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libcorsieve0)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
    "which response headers page script can read (library)\n${about}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/cmake/debian/triggers")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libcorsieve-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEV_DESCRIPTION
    "which response headers page script can read (development)\n${about}")
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libcorsieve0 (= ${PROJECT_VERSION})")
# The C++ headers include Abseil's.
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS libabsl-dev)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME corsieve)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION web)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
    "which response headers page script can read, and why\n${about}")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# `corsieve fetch` loads it when it is asked.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS libcurl4)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS curl)

include(CPack)
foreach(group library dev program)
  cpack_add_component_group(${group})
endforeach()
