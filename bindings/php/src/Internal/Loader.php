<?php

// Opens the C library through FFI, and says what to do where that is not possible.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use Phonycloud\Phony\Exception\LibraryException;
use Phonycloud\Phony\Phony;

/** @internal */
final class Loader
{
    /** The scope of a header that ffi.preload has read (bin/phony-ffi-header). */
    public const SCOPE = 'PHONY';

    public static function load(): FFI
    {
        if (!extension_loaded('ffi')) {
            throw new LibraryException(
                "PHP's extension FFI is missing. Install it (Debian: it is in phpX.Y-common; Docker: "
                . 'docker-php-ext-install ffi) and have php.ini say extension=ffi'
            );
        }
        try {
            return self::preloaded() ?? self::open(Locator::find());
        } catch (FFI\Exception $failure) {
            throw self::explained($failure);
        }
    }

    private static function preloaded(): ?FFI
    {
        if ((string) ini_get('ffi.preload') === '') {
            return null;
        }
        try {
            $ffi = FFI::scope(self::SCOPE);
        } catch (FFI\Exception) {
            return null;
        }
        self::compare($ffi, 'ffi.preload');
        return $ffi;
    }

    private static function open(string $path): FFI
    {
        // Before all else: another version may lack functions, and FFI would name those instead.
        self::compare(self::first($path), $path);
        return FFI::cdef((new Declarations())->text(), $path);
    }

    private static function first(string $path): FFI
    {
        try {
            return FFI::cdef('const char *phony_version(void);', $path);
        } catch (FFI\Exception $failure) {
            if (str_contains($failure->getMessage(), 'ffi.enable')) {
                throw $failure;
            }
            $wrong = str_contains($failure->getMessage(), 'resolving')
                ? "$path is no libphony: it has no phony_version()"
                : "libphony could not be loaded from $path (" . self::reason($failure, $path) . ')';
            throw new LibraryException($wrong . '. ' . Locator::advice(), previous: $failure);
        }
    }

    private static function reason(FFI\Exception $failure, string $path): string
    {
        return str_contains($path, '/') && !file_exists($path) ? 'there is no such file' : $failure->getMessage();
    }

    private static function compare(FFI $ffi, string $path): void
    {
        $version = (string) $ffi->{'phony_version'}();
        $series = implode('.', array_slice(explode('.', Phony::VERSION), 0, 2));
        if (!str_starts_with("$version.", "$series.")) {
            throw new LibraryException(
                "$path is libphony $version, and this package needs $series.x: install the two in one version"
            );
        }
    }

    private static function explained(FFI\Exception $failure): LibraryException
    {
        if (!str_contains($failure->getMessage(), 'ffi.enable')) {
            return new LibraryException('libphony: ' . $failure->getMessage(), previous: $failure);
        }
        return new LibraryException(
            "PHP's FFI is forbidden here (ffi.enable=" . ini_get('ffi.enable') . '). Either set ffi.enable=true in '
            . 'php.ini, or keep ffi.enable=preload and set opcache.preload to preload.php of this package '
            . '(and, for a faster start, ffi.preload to the file that bin/phony-ffi-header writes)',
            previous: $failure
        );
    }
}
