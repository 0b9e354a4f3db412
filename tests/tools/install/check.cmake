# Installs the build into a folder of its own, whose name has a space, and uses what is there as a user would.
set(prefix "${BUILD_DIR}/install test/prefix")
set(consumer_build "${BUILD_DIR}/install test/consumer")
file(REMOVE_RECURSE "${BUILD_DIR}/install test")

function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${what} failed (${status}):\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run("cmake --install" ${CMAKE_COMMAND} --install "${BUILD_DIR}" --prefix "${prefix}")
foreach(file bin/guanxi include/guanxi/extract/statement/statement.h share/guanxi/schemas/zh/pack.yaml share/man/man1/guanxi.1)
  if(NOT EXISTS "${prefix}/${file}")
    message(FATAL_ERROR "cmake --install did not put ${file} in place")
  endif()
endforeach()

get_filename_component(seeds "${CMAKE_CURRENT_LIST_DIR}/../../../seeds" ABSOLUTE)
run("the installed command" "${prefix}/bin/guanxi" extract --format jsonl "${seeds}/004_ec96cb3a9b2ee934.txt")
if(NOT output MATCHES "\"rule\":\"zh/")
  message(FATAL_ERROR "the installed command finds nothing:\n${output}")
endif()
run("the consumer's configuration" ${CMAKE_COMMAND} -S "${CONSUMER}" -B "${consumer_build}" -G "${GENERATOR}"
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
    -DCMAKE_BUILD_TYPE=Debug)
run("the consumer's build" ${CMAKE_COMMAND} --build "${consumer_build}")
run("the consumer" "${consumer_build}/consumer")
if(NOT output MATCHES "Q[0-9a-f]+ 1 row")
  message(FATAL_ERROR "the consumer printed:\n${output}")
endif()
