<?php

// Where libphony lies: PHONY_LIBRARY, the checkout's release build, the system's library path.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

/** @internal */
final class Locator
{
    public const SONAME = 'libphony.so.0';
    private const BUILT = __DIR__ . '/../../../../build/release/libphony';

    /** A path, or a bare name that the system's loader looks for. */
    public static function find(): string
    {
        $asked = getenv('PHONY_LIBRARY');
        if (is_string($asked) && $asked !== '') {
            // A bare file name would be looked for in the system's folders.
            return str_contains($asked, '/') ? $asked : "./$asked";
        }
        $folder = realpath(self::BUILT);
        return $folder !== false && is_file("$folder/" . self::SONAME) ? "$folder/" . self::SONAME : self::SONAME;
    }

    public static function advice(): string
    {
        return 'Build it with "meson setup build/release --buildtype=release && ninja -C build/release" in a '
            . 'checkout of Phony and "meson install -C build/release", or name the file in the environment '
            . 'variable PHONY_LIBRARY';
    }
}
