<?php

// Hands settings to the library where it has no other way to be told: its environment variables.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel;

final class Environment
{
    /** Before the library is first used: it is looked for once in a process. */
    public static function prepare(Settings $settings): void
    {
        if ($settings->library !== null) {
            putenv("PHONY_LIBRARY=$settings->library");
        }
        if ($settings->models !== []) {
            $known = explode(':', (string) getenv('PHONY_MODELS'));
            $folders = array_unique(array_filter([...$settings->models, ...$known], 'strlen'));
            putenv('PHONY_MODELS=' . implode(':', $folders));
        }
    }
}
