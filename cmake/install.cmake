# What `cmake --install` lays down. Components: `c`, `cxx`, `tool`; and `runtime`,
# which is the part of `c` that programs need to run, for packages.

include(CMakePackageConfigHelpers)

set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/corsieve")
set(pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(TARGETS ${CORSIEVE_C_TARGETS} EXPORT corsieveCTargets
  RUNTIME COMPONENT c LIBRARY COMPONENT c NAMELINK_COMPONENT c ARCHIVE COMPONENT c)
install(TARGETS corsieve_c EXCLUDE_FROM_ALL
  RUNTIME COMPONENT runtime
  LIBRARY COMPONENT runtime NAMELINK_SKIP ARCHIVE COMPONENT runtime)
install(FILES include/corsieve.h TYPE INCLUDE COMPONENT c)
install(EXPORT corsieveCTargets NAMESPACE corsieve:: COMPONENT c
  DESTINATION "${config_dir}")

install(TARGETS corsieve EXPORT corsieveCxxTargets
  RUNTIME COMPONENT cxx LIBRARY COMPONENT cxx ARCHIVE COMPONENT cxx)
install(DIRECTORY include/corsieve TYPE INCLUDE COMPONENT cxx
  FILES_MATCHING PATTERN "*.h")
install(EXPORT corsieveCxxTargets NAMESPACE corsieve:: COMPONENT cxx
  DESTINATION "${config_dir}")

if(CORSIEVE_BUILD_TOOL)
  install(TARGETS corsieve_tool RUNTIME COMPONENT tool)
  install(FILES docs/corsieve.1 COMPONENT tool
    DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(FILES tools/completion/corsieve.bash RENAME corsieve COMPONENT tool
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
  install(FILES tools/completion/_corsieve COMPONENT tool
    DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
endif()

# Either component may be there without the other.
configure_package_config_file(
  cmake/corsieveConfig.cmake.in corsieveConfig.cmake
  INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file(corsieveConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
# Relative to the .pc files, so that --prefix at install time is honoured.
file(RELATIVE_PATH CORSIEVE_PC_TO_PREFIX "/${pc_dir}" "/")
list(TRANSFORM CORSIEVE_ABSL PREPEND absl_ OUTPUT_VARIABLE CORSIEVE_PC_REQUIRES)
list(JOIN CORSIEVE_PC_REQUIRES " " CORSIEVE_PC_REQUIRES)
set(pc_c corsieve)
set(pc_cxx corsieve-cxx)
foreach(component c cxx)
  install(FILES "${PROJECT_BINARY_DIR}/corsieveConfig.cmake"
                "${PROJECT_BINARY_DIR}/corsieveConfigVersion.cmake"
    DESTINATION "${config_dir}" COMPONENT ${component})
  configure_file(cmake/${pc_${component}}.pc.in ${pc_${component}}.pc @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${pc_${component}}.pc"
    DESTINATION "${pc_dir}" COMPONENT ${component})
endforeach()
