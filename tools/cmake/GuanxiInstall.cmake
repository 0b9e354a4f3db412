# cmake --install: the command, the libraries with their headers, the packs, the man page, and what
# find_package(guanxi) reads. Included last, when every library is known.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(libraries GLOBAL PROPERTY GUANXI_LIBRARIES)
install(TARGETS guanxi RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS ${libraries} EXPORT guanxi ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT guanxi NAMESPACE guanxi:: FILE guanxiTargets.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/guanxi)

foreach(folder extract graph query)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/guanxi
          FILES_MATCHING PATTERN "*.h")
endforeach()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/schemas/ DESTINATION ${CMAKE_INSTALL_DATADIR}/guanxi/schemas)

configure_file(${PROJECT_SOURCE_DIR}/tools/guanxi.1.in ${PROJECT_BINARY_DIR}/generated/guanxi.1 @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/generated/guanxi.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

configure_package_config_file(${PROJECT_SOURCE_DIR}/tools/cmake/guanxiConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/generated/guanxiConfig.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/guanxi)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/guanxiConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/generated/guanxiConfig.cmake
              ${PROJECT_BINARY_DIR}/generated/guanxiConfigVersion.cmake
              ${PROJECT_SOURCE_DIR}/tools/cmake/GuanxiDependencies.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/guanxi)
