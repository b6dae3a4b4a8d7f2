<?php

// Writes two blocks to the file that is named, and says what went wrong: run where files cannot be
// that large.

declare(strict_types=1);

use Phonycloud\Phony\Laravel\Exceptions\OutputException;
use Phonycloud\Phony\Laravel\Output\WholeFile;

require __DIR__ . '/../bootstrap.php';
try {
    WholeFile::write($argv[1], [str_repeat('a', 100_000), str_repeat('b', 100_000)]);
} catch (OutputException $problem) {
    echo $problem->getMessage();
    exit(1);
}
