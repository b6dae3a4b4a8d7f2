<?php

// For opcache.preload: compiles all classes of this package at the server's start, which also
// allows them to use FFI under ffi.enable=preload, the default.

declare(strict_types=1);

(static function (): void {
    $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator(__DIR__ . '/src'));
    foreach ($files as $file) {
        if ($file instanceof SplFileInfo && $file->getExtension() === 'php') {
            opcache_compile_file($file->getPathname());
        }
    }
})();
