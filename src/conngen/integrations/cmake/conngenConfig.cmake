# CMake package of conngen, for `find_package(conngen)`; `python -m conngen.integrations.cmake` prints the folder it is in.

cmake_minimum_required(VERSION 3.20)

# The Python that CMake finds runs the compiler, unless CONNGEN_EXECUTABLE names another command.
if(NOT CONNGEN_EXECUTABLE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(CONNGEN_EXECUTABLE "${Python3_EXECUTABLE}" -P -m conngen)
endif()

# conngen_generate(<target> [SOURCES <path>...] [OUT_DIR <folder>] [OPTIONS <option>...])
#
# Adds a target, part of `all`, that writes the modules of .conn files and removes those that lost theirs.
#
# SOURCES  files and folders with .conn files; the current source folder if not given
# OUT_DIR  where the modules go, if not beside their files
# OPTIONS  more options of `conngen build`
function(conngen_generate target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUT_DIR" "SOURCES;OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "conngen_generate: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_SOURCES)
    set(arg_SOURCES "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  set(sources "")
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(source "${source}" ABSOLUTE)
    list(APPEND sources "${source}")
  endforeach()
  set(options ${arg_OPTIONS})
  if(arg_OUT_DIR)
    get_filename_component(folder "${arg_OUT_DIR}" ABSOLUTE)
    list(APPEND options --out-dir "${folder}")
  endif()
  # A folder of its own: the folders that conngen watches must not change with every build.
  set(marks "${CMAKE_CURRENT_BINARY_DIR}/conngen-${target}")
  file(MAKE_DIRECTORY "${marks}")
  add_custom_command(
    OUTPUT "${marks}/stamp"
    COMMAND ${CONNGEN_EXECUTABLE} build ${sources} ${options} --depfile "${marks}/depfile" --stamp "${marks}/stamp"
    DEPENDS ${sources}
    DEPFILE "${marks}/depfile"
    WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
    COMMENT "conngen: ${target}"
    VERBATIM)
  add_custom_target(${target} ALL DEPENDS "${marks}/stamp")
endfunction()
