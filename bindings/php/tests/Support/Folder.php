<?php

// A folder of a test's own, gone when the test is.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests\Support;

final class Folder
{
    public readonly string $path;

    public function __construct()
    {
        $this->path = sys_get_temp_dir() . '/phony-php-' . bin2hex(random_bytes(6));
        mkdir($this->path);
    }

    public function file(string $name, string $content): string
    {
        file_put_contents("$this->path/$name", $content);
        return "$this->path/$name";
    }

    public function __destruct()
    {
        self::remove($this->path);
    }

    private static function remove(string $path): void
    {
        foreach (array_diff((array) scandir($path), ['.', '..']) as $name) {
            $entry = "$path/$name";
            is_dir($entry) && !is_link($entry) ? self::remove($entry) : unlink($entry);
        }
        rmdir($path);
    }
}
