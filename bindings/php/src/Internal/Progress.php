<?php

// What C calls while it learns. PHP keeps each function that C is given, and all that it holds, until
// the process ends: so there is one for all trainings.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Closure;
use FFI\CData;
use Phonycloud\Phony\Exception\CancelledException;
use Throwable;

/** @internal */
final class Progress
{
    /** A phony_progress, as an array of one: FFI assigns functions to places alone. */
    private static ?CData $function = null;

    /** @var list<self> the innermost last: what is told of a training may train as well */
    private static array $running = [];

    private ?Throwable $thrown = null;

    /** @param Closure(int, int): mixed $told position and size; false ends the training */
    private function __construct(private Closure $told)
    {
    }

    /**
     * @param Closure(int, int): mixed $told
     * @param Closure(CData): void     $work is given the function to pass to C
     */
    public static function during(Library $library, Closure $told, Closure $work): void
    {
        self::$running[] = $watch = new self($told);
        try {
            $work(self::function($library));
        } catch (CancelledException $cancelled) {
            throw $watch->thrown ?? $cancelled;
        } finally {
            array_pop(self::$running);
        }
    }

    private static function function(Library $library): CData
    {
        if (self::$function === null) {
            self::$function = $library->make('phony_progress[1]');
            self::$function[0] = self::tell(...);
        }
        return self::$function[0];
    }

    /** 0 goes on, 1 ends. An exception must not pass through C, so it waits. */
    private static function tell(mixed $user, int $position, int $size): int
    {
        $watch = end(self::$running);
        assert($watch instanceof self);
        try {
            return ($watch->told)($position, $size) === false ? 1 : 0;
        } catch (Throwable $thrown) {
            $watch->thrown = $thrown;
            return 1;
        }
    }
}
