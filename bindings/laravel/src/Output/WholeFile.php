<?php

// A file that appears only when it is complete: it is written beside its place under another name.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Output;

use Phonycloud\Phony\Laravel\Exceptions\OutputException;

final class WholeFile
{
    /** Collected before the system is asked: a call for each row would be slow. */
    private const BUFFER = 65536;

    /**
     * @param iterable<string> $pieces
     * @throws OutputException
     */
    public static function write(string $path, iterable $pieces): void
    {
        if (is_dir($path)) {
            throw new OutputException("$path cannot be written: it is a folder");
        }
        $beside = sprintf('%s.%s.part', $path, bin2hex(random_bytes(4)));
        $file = @fopen($beside, 'xb');
        if ($file === false) {
            throw self::refused($path);
        }
        try {
            self::copy($file, $pieces, $path);
            if (!@rename($beside, $path)) {
                throw self::refused($path);
            }
        } finally {
            is_resource($file) && fclose($file);
            is_file($beside) && unlink($beside);
        }
    }

    /**
     * @param resource $file
     * @param iterable<string> $pieces
     */
    private static function copy($file, iterable $pieces, string $path): void
    {
        $waiting = '';
        foreach ($pieces as $piece) {
            $waiting .= $piece;
            if (strlen($waiting) >= self::BUFFER) {
                self::put($file, $waiting, $path);
                $waiting = '';
            }
        }
        self::put($file, $waiting, $path);
        if (!@fclose($file)) {
            throw self::refused($path);
        }
    }

    /** @param resource $file */
    private static function put($file, string $bytes, string $path): void
    {
        if (@fwrite($file, $bytes) !== strlen($bytes)) {
            throw self::refused($path);
        }
    }

    private static function refused(string $path): OutputException
    {
        $reason = preg_replace('/^.*: /', '', error_get_last()['message'] ?? 'unknown reason');
        return new OutputException("$path cannot be written: $reason");
    }
}
