<?php

// Folders for tests, gone behind them.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use FilesystemIterator;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;

final class Folder
{
    public static function make(): string
    {
        $folder = sys_get_temp_dir() . '/phony-laravel-' . bin2hex(random_bytes(6));
        mkdir($folder, 0700);
        return $folder;
    }

    public static function remove(string $folder): void
    {
        $inside = new RecursiveIteratorIterator(
            new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS),
            RecursiveIteratorIterator::CHILD_FIRST
        );
        foreach ($inside as $entry) {
            $entry->isDir() && !$entry->isLink() ? rmdir($entry->getPathname()) : unlink($entry->getPathname());
        }
        rmdir($folder);
    }
}
