<?php

// The package's figures, as JSON lines: values a second on one thread, next to FakerPHP where it is
// installed; milliseconds from PHP's start to the first value.
//
//     php bindings/php/bench.php [seconds for each figure]

declare(strict_types=1);

use Phonycloud\Phony\Phony;

if (in_array('--first', $argv, true)) {
    require __DIR__ . '/tests/bootstrap.php';
    Phony::name()->full();
    echo (microtime(true) - $_SERVER['REQUEST_TIME_FLOAT']) * 1000;
    exit(0);
}

require __DIR__ . '/tests/bootstrap.php';
$seconds = (float) ($argv[1] ?? 1);

/** @param callable(int): mixed $work of so many values */
$measure = static function (string $name, int $count, callable $work) use ($seconds): void {
    $work($count);
    $values = 0;
    $start = hrtime(true);
    do {
        $work($count);
        $values += $count;
        $spent = (hrtime(true) - $start) / 1e9;
    } while ($spent < $seconds);
    echo json_encode(['name' => $name, 'per_second' => (int) ($values / $spent)]), "\n";
};

$name = Phony::name();
$measure('php call', 100_000, static function (int $count) use ($name): void {
    while ($count--) {
        $name->full();
    }
});
$measure('php static call', 100_000, static function (int $count): void {
    while ($count--) {
        Phony::name()->full();
    }
});
$measure('php batch', 500_000, static function (int $count): void {
    foreach (Phony::name()->batch($count) as $value) {
    }
});
$measure('php list', 100_000, static fn (int $count) => Phony::name()->take($count));
$measure('php column', 100_000, static fn (int $count) => Phony::name()->column($count));
$shop = Phony::schema(__DIR__ . '/../../spec/examples/shop.pdl.json')->entity('User');
$measure('php rows', 20_000, static function (int $count) use ($shop): void {
    foreach ($shop->rows($count) as $row) {
    }
});

$faker = '/usr/share/php/Faker/autoload.php';
if (is_file($faker)) {
    require $faker;
    $peer = Faker\Factory::create('en_US');
    $measure('FakerPHP name()', 20_000, static function (int $count) use ($peer): void {
        while ($count--) {
            $peer->name();
        }
    });
}

$times = [];
for ($run = 0; $run < 15; $run++) {
    $times[] = (float) shell_exec(escapeshellarg(PHP_BINARY) . ' -d opcache.enable_cli=0 '
        . escapeshellarg(__FILE__) . ' --first');
}
sort($times);
echo json_encode(['name' => 'php import_ms', 'import_ms' => round($times[7], 2)]), "\n";
