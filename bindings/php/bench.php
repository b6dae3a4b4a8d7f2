<?php

// The package's figures, as JSON lines: values a second on one thread, next to FakerPHP where it is
// installed, each the best of several rounds through all of them; milliseconds to the first value,
// and of the whole process beside one that does nothing.
//
//     php bindings/php/bench.php [seconds for each figure]

declare(strict_types=1);

use Phonycloud\Phony\Phony;

const ROUNDS = 8;
const STARTS = 15;
const FAKER = '/usr/share/php/Faker/autoload.php';

require __DIR__ . '/tests/bootstrap.php';

if (in_array('--first', $argv, true)) {
    Phony::name()->full();
    echo (microtime(true) - $_SERVER['REQUEST_TIME_FLOAT']) * 1000;
    exit(0);
}

$seconds = (float) ($argv[1] ?? 1);

/** @param callable(int): mixed $work of so many values; returns how many it makes in a second */
$rate = static function (int $count, callable $work) use ($seconds): int {
    $values = 0;
    $start = hrtime(true);
    do {
        $work($count);
        $values += $count;
        $spent = (hrtime(true) - $start) / 1e9;
    } while ($spent < $seconds / ROUNDS);
    return (int) ($values / $spent);
};

/**
 * The middle of several processes.
 *
 * @param callable(string): ?float $figure out of what the process says; null: the time that it takes
 */
$start = static function (string $name, string $command, callable $figure): void {
    $times = [];
    for ($run = 0; $run < STARTS; $run++) {
        $begin = hrtime(true);
        $said = (string) shell_exec('exec ' . escapeshellarg(PHP_BINARY) . " $command");
        $times[] = $figure($said) ?? (hrtime(true) - $begin) / 1e6;
    }
    sort($times);
    echo json_encode(['name' => $name, 'ms' => round($times[intdiv(STARTS, 2)], 2)]), "\n";
};

$name = Phony::name();
$shop = Phony::schema(__DIR__ . '/../../spec/examples/shop.pdl.json')->entity('User');
$works = [
    'php call' => [100_000, static function (int $count) use ($name): void {
        while ($count--) {
            $name->full();
        }
    }],
    'php static call' => [100_000, static function (int $count): void {
        while ($count--) {
            Phony::name()->full();
        }
    }],
    'php batch' => [500_000, static function (int $count): void {
        foreach (Phony::name()->batch($count) as $value) {
        }
    }],
    'php list' => [100_000, static fn (int $count) => Phony::name()->take($count)],
    'php column' => [100_000, static fn (int $count) => Phony::name()->column($count)],
    'php rows' => [20_000, static function (int $count) use ($shop): void {
        foreach ($shop->rows($count) as $row) {
        }
    }],
];
if (is_file(FAKER)) {
    require FAKER;
    $peer = Faker\Factory::create('en_US');
    $works['FakerPHP name()'] = [20_000, static function (int $count) use ($peer): void {
        while ($count--) {
            $peer->name();
        }
    }];
}
// Others on the machine only ever make it slower, and not all of the time.
$best = array_fill_keys(array_keys($works), 0);
for ($round = 0; $round < ROUNDS; $round++) {
    foreach ($works as $title => [$count, $work]) {
        $best[$title] = max($best[$title], $rate($count, $work));
    }
}
foreach ($best as $title => $values) {
    echo json_encode(['name' => $title, 'per_second' => $values]), "\n";
}
$first = '-d opcache.enable_cli=0 ' . escapeshellarg(__FILE__) . ' --first';
$start('php import_ms', $first, static fn (string $said): float => (float) $said);
$start('php process_ms', $first, static fn (): ?float => null);
$start('php alone_ms', "-r ''", static fn (): ?float => null);
