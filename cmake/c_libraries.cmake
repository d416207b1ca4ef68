# libcorsieve.so and libcorsieve.a, which define corsieve_* and nothing else. Of
# Abseil they need headers, and only here.

add_library(corsieve_c_objects OBJECT ${CORSIEVE_C})
target_link_libraries(corsieve_c_objects PRIVATE corsieve corsieve_warnings)
target_include_directories(corsieve_c_objects PRIVATE "${PROJECT_SOURCE_DIR}")
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(corsieve_c_objects PRIVATE -fno-exceptions -fno-rtti)
endif()
# Unique symbols cannot be made local.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(corsieve PRIVATE -fno-gnu-unique)
  target_compile_options(corsieve_c_objects PRIVATE -fno-gnu-unique)
endif()
set_target_properties(corsieve_c_objects PROPERTIES
  POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
  INTERPROCEDURAL_OPTIMIZATION OFF)
set(CORSIEVE_OBJECTS
    $<TARGET_OBJECTS:corsieve> $<TARGET_OBJECTS:corsieve_c_objects>)

# The shared one. docs/abi.md says when SOVERSION changes.
add_library(corsieve_c SHARED ${CORSIEVE_OBJECTS})
add_library(corsieve::c ALIAS corsieve_c)
set_target_properties(corsieve_c PROPERTIES
  OUTPUT_NAME corsieve EXPORT_NAME c LINKER_LANGUAGE CXX
  VERSION "${PROJECT_VERSION}" SOVERSION 0)
if(UNIX AND NOT APPLE)
  set(CORSIEVE_MAP "${PROJECT_SOURCE_DIR}/engine/c/corsieve.map")
  target_link_options(corsieve_c PRIVATE
    "LINKER:--version-script=${CORSIEVE_MAP}" "LINKER:--as-needed")
  set_target_properties(corsieve_c PROPERTIES LINK_DEPENDS "${CORSIEVE_MAP}")
  # A sanitizer's runtime is in the program, not in libraries.
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_options(corsieve_c PRIVATE "LINKER:--no-undefined")
  endif()
endif()
if(CORSIEVE_STATIC_RUNTIME)
  target_link_options(corsieve_c PRIVATE -static-libstdc++ -static-libgcc)
endif()

# By name, for programs of C are linked by its compiler.
set(CORSIEVE_RUNTIME stdc++)
if("c++" IN_LIST CMAKE_CXX_IMPLICIT_LINK_LIBRARIES)
  set(CORSIEVE_RUNTIME c++)
endif()

# The static one is a single object, so that even names that its sources share
# are local: it goes beside the C++ library and other builds of either. That takes
# GNU's linker, which CMake does not choose beside Clang.
set(CORSIEVE_C_TARGETS corsieve_c)
if(CMAKE_LINKER MATCHES "ld\\.lld|gold|mold")
  find_program(CORSIEVE_LD NAMES ld.bfd)
else()
  set(CORSIEVE_LD "${CMAKE_LINKER}")
endif()
if(UNIX AND NOT APPLE AND CORSIEVE_LD)
  set(CORSIEVE_ONE_OBJECT "${PROJECT_BINARY_DIR}/corsieve_c.o")
  add_custom_command(OUTPUT "${CORSIEVE_ONE_OBJECT}"
    COMMAND "${CORSIEVE_LD}" -r --force-group-allocation
            -o "${CORSIEVE_ONE_OBJECT}" ${CORSIEVE_OBJECTS}
    COMMAND "${CMAKE_OBJCOPY}" --wildcard "--keep-global-symbol=corsieve_*"
            "${CORSIEVE_ONE_OBJECT}"
    DEPENDS ${CORSIEVE_OBJECTS} corsieve corsieve_c_objects
    COMMAND_EXPAND_LISTS VERBATIM)
  add_library(corsieve_c_static STATIC "${CORSIEVE_ONE_OBJECT}")
  add_library(corsieve::c_static ALIAS corsieve_c_static)
  set_source_files_properties("${CORSIEVE_ONE_OBJECT}" PROPERTIES
    EXTERNAL_OBJECT ON GENERATED ON)
  set_target_properties(corsieve_c_static PROPERTIES
    OUTPUT_NAME corsieve EXPORT_NAME c_static LINKER_LANGUAGE CXX)
  target_link_libraries(corsieve_c_static INTERFACE ${CORSIEVE_RUNTIME})
  list(APPEND CORSIEVE_C_TARGETS corsieve_c_static)
endif()

foreach(library IN LISTS CORSIEVE_C_TARGETS)
  target_include_directories(${library} INTERFACE
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
endforeach()
