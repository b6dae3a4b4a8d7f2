<?php

// The artisan of the application that the README's instructions are carried out in. Providers are
// taken from what Composer installed, as Laravel's PackageManifest does; vendor:publish, which is a
// part of Foundation, copies what the providers offer under the tag.

declare(strict_types=1);

use Illuminate\Support\ServiceProvider;
use Phonycloud\Phony\Laravel\Tests\Support\Application;

require getcwd() . '/vendor/autoload.php';
foreach (['Config', 'Console', 'Container', 'Database', 'Events', 'Filesystem'] as $name) {
    class_exists("Illuminate\\$name\\Nothing") || @include_once "Illuminate/$name/autoload.php";
}
@include_once 'Dotenv/autoload.php';
require __DIR__ . '/Terminal.php';
require __DIR__ . '/Application.php';

$installed = json_decode((string) file_get_contents(getcwd() . '/vendor/composer/installed.json'), true);
$discovered = [];
foreach ($installed['packages'] as $package) {
    $found = $package['extra']['laravel'] ?? [];
    $discovered = [...$discovered, ...$found['providers'] ?? []];
    foreach ($found['aliases'] ?? [] as $alias => $class) {
        class_alias($class, $alias);
    }
}
$application = new Application((string) getcwd(), ['phony' => is_file('config/phony.php')
    ? require 'config/phony.php' : []], $discovered);
if ($argv[1] === 'vendor:publish') {
    foreach (ServiceProvider::pathsToPublish(null, substr($argv[2], strlen('--tag='))) as $from => $to) {
        copy($from, $to);
    }
    exit(is_a(Phony::class, Illuminate\Support\Facades\Facade::class, true) ? 0 : 1);
}
[$code, $out, $errors] = $application->artisan(implode(' ', array_map('escapeshellarg', array_slice($argv, 1))));
fwrite(STDERR, $errors);
echo $out;
exit($code);
