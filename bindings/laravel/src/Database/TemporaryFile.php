<?php

// A text as a file, for as long as the library needs it: it reads files alone.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Closure;
use Phonycloud\Phony\Laravel\Exceptions\OutputException;

final class TemporaryFile
{
    /**
     * @template T
     * @param Closure(string): T $work is given the path
     * @return T
     */
    public static function with(string $text, Closure $work): mixed
    {
        $path = tempnam(sys_get_temp_dir(), 'phony');
        try {
            if ($path === false || @file_put_contents($path, $text) !== strlen($text)) {
                throw new OutputException('no temporary file can be written in ' . sys_get_temp_dir());
            }
            return $work($path);
        } finally {
            $path === false || unlink($path);
        }
    }
}
