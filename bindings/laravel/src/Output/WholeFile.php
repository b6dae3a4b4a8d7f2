<?php

// A file that appears only when it is complete: it is written beside its place under another name.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Output;

use Phonycloud\Phony\Laravel\Exceptions\OutputException;

final class WholeFile
{
    /**
     * @param iterable<string> $pieces
     * @throws OutputException
     */
    public static function write(string $path, iterable $pieces): void
    {
        if (is_dir($path)) {
            throw new OutputException("$path cannot be written: it is a folder");
        }
        // Devices and pipes stay what they are, and so do links.
        if (file_exists($path) && !is_file($path)) {
            self::copy(self::open($path, 'wb', $path), $pieces, $path);
            return;
        }
        $place = realpath($path) ?: $path;
        $beside = sprintf('%s.%s.part', $place, bin2hex(random_bytes(4)));
        try {
            self::copy(self::open($beside, 'xb', $path), $pieces, $path);
            if (!@rename($beside, $place)) {
                throw self::refused($path);
            }
        } finally {
            is_file($beside) && unlink($beside);
        }
    }

    /** @return resource */
    private static function open(string $place, string $mode, string $path)
    {
        $file = @fopen($place, $mode);
        return $file === false ? throw self::refused($path) : $file;
    }

    /**
     * @param resource $file
     * @param iterable<string> $pieces
     */
    private static function copy($file, iterable $pieces, string $path): void
    {
        try {
            foreach (Blocks::of($pieces) as $block) {
                if (@fwrite($file, $block) !== strlen($block)) {
                    throw self::refused($path);
                }
            }
        } finally {
            $isClosed = @fclose($file);
        }
        if (!$isClosed) {
            throw self::refused($path);
        }
    }

    private static function refused(string $path): OutputException
    {
        $reason = preg_replace('/^.*: /', '', error_get_last()['message'] ?? 'unknown reason');
        return new OutputException("$path cannot be written: $reason");
    }
}
