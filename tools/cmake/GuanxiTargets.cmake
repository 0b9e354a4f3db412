# guanxi_library(NAME SOURCES ... PUBLIC libs... PRIVATE libs...): the static library guanxi_NAME, alias guanxi::NAME.
# guanxi_test(NAME SOURCES ... LIBS libs...): a GoogleTest program whose cases CTest runs one by one.
add_library(guanxi_options INTERFACE)
target_compile_options(guanxi_options INTERFACE -Wall -Wextra -Werror)
# GCC 12 sees overlapping copies in std::string's operator+ that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(guanxi_options INTERFACE -Wno-restrict)
endif()
if(GUANXI_SANITIZE)
  target_compile_options(guanxi_options INTERFACE -fsanitize=${GUANXI_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(guanxi_options INTERFACE -fsanitize=${GUANXI_SANITIZE})
endif()

if(GUANXI_FUZZ)
  target_compile_options(guanxi_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

function(guanxi_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(guanxi_${name} STATIC ${arg_SOURCES})
  add_library(guanxi::${name} ALIAS guanxi_${name})
  target_include_directories(guanxi_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:include/guanxi>)
  target_link_libraries(guanxi_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:guanxi_options>)
  set_target_properties(guanxi_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  set_property(GLOBAL APPEND PROPERTY GUANXI_LIBRARIES guanxi_${name})
endfunction()

function(guanxi_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gmock_main guanxi_options)
  target_compile_definitions(${name} PRIVATE GUANXI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
endfunction()
