<?php

// Loads the package and its tests as Composer would, without an installation.

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    foreach (['Phonycloud\\Phony\\Tests\\' => 'tests', 'Phonycloud\\Phony\\' => 'src'] as $prefix => $folder) {
        $file = dirname(__DIR__) . "/$folder/" . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
            return;
        }
    }
});
