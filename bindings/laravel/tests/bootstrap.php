<?php

// Finds the classes that the tests need: where Composer installed them, else those of the system
// (Debian's php-illuminate-*), and the two packages of the checkout by their composer.json.

declare(strict_types=1);

const PACKAGES = [__DIR__ . '/..', __DIR__ . '/../../php'];
const SYSTEM = [
    'Illuminate/Config', 'Illuminate/Console', 'Illuminate/Container', 'Illuminate/Database',
    'Illuminate/Events', 'Illuminate/Filesystem', 'Dotenv', 'Faker',
];

/** The classes of a package that its composer.json describes. */
$load = static function (string $folder): void {
    $package = json_decode((string) file_get_contents("$folder/composer.json"), true);
    $sections = array_merge_recursive($package['autoload'], $package['autoload-dev'] ?? []);
    foreach ($sections['psr-4'] as $namespace => $paths) {
        foreach ((array) $paths as $path) {
            spl_autoload_register(static function (string $class) use ($namespace, $folder, $path): void {
                $name = strtr(substr($class, strlen($namespace)), '\\', '/');
                $file = "$folder/$path/$name.php";
                if (str_starts_with($class, $namespace) && is_file($file)) {
                    require_once $file;
                }
            });
        }
    }
    foreach ($sections['files'] ?? [] as $file) {
        require_once "$folder/$file";
    }
};

$vendor = __DIR__ . '/../vendor/autoload.php';
if (is_file($vendor)) {
    require_once $vendor;
} else {
    foreach (SYSTEM as $name) {
        require_once "$name/autoload.php";
    }
}
array_map($load, PACKAGES);
