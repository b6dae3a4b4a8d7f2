<?php

// The C library as this process has it: calls, with failures as exceptions.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use FFI\CData;
use Phonycloud\Phony\Exception as E;

/** @internal */
final class Library
{
    /** By -status. */
    private const EXCEPTIONS = [
        1 => E\MemoryException::class,
        2 => E\ArgumentException::class,
        3 => E\IoException::class,
        4 => E\NotFoundException::class,
        5 => E\EncodingException::class,
        6 => E\SyntaxException::class,
        7 => E\EmptyException::class,
        8 => E\ModelException::class,
        9 => E\VersionException::class,
        10 => E\LimitException::class,
        11 => E\MismatchException::class,
        12 => E\SpaceException::class,
        13 => E\ExhaustedException::class,
        14 => E\CancelledException::class,
        15 => E\SchemaException::class,
    ];

    private static ?self $loaded = null;

    private CData $error;
    private CData $errorAddress;

    private function __construct(public readonly FFI $ffi)
    {
        $this->error = $this->make('phony_error');
        $this->errorAddress = FFI::addr($this->error);
    }

    public static function get(): self
    {
        return self::$loaded ??= new self(Loader::load());
    }

    /** New memory of a C type, zeroed. */
    public function make(string $type): CData
    {
        $data = $this->ffi->new($type);
        assert($data !== null);
        return $data;
    }

    /** A function without an error, such as phony_model_get_text. */
    public function call(string $function, mixed ...$arguments): mixed
    {
        return $this->ffi->$function(...$arguments);
    }

    /** A function that returns a status and takes an error behind the arguments given here. */
    public function check(string $function, mixed ...$arguments): void
    {
        if ($this->ffi->$function(...[...$arguments, $this->errorAddress]) !== 0) {
            throw $this->failure();
        }
    }

    /**
     * The same for functions whose last argument takes a new handle.
     *
     * @param list<mixed> $arguments
     * @param list<mixed> $keep      what must live as long as the handle
     */
    public function create(string $type, string $function, array $arguments, array $keep = []): Handle
    {
        $place = $this->make("$type *");
        $this->check($function, ...[...$arguments, FFI::addr($place)]);
        return new Handle($this, $type, $place, $keep);
    }

    private function failure(): E\PhonyException
    {
        $error = $this->error;
        $class = self::EXCEPTIONS[-$error->status] ?? E\PhonyException::class;
        $message = FFI::string(FFI::addr($error->message[0]));
        return new $class($message, $error->status, $error->line, $error->column, $error->system);
    }
}
