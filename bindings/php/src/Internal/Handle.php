<?php

// One object of the C library and its end: freed once, after all that was made of it.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI\CData;
use Phonycloud\Phony\Exception\ClosedException;
use WeakMap;

/** @internal */
final class Handle
{
    use Uncopyable;

    private const FREE = [
        'phony_model' => 'phony_model_unref',
        'phony_cache' => 'phony_cache_free',
        'phony_model_list' => 'phony_model_list_free',
        'phony_input' => 'phony_input_close',
        'phony_trainer' => 'phony_trainer_free',
        'phony_generator' => 'phony_generator_unref',
        'phony_dataset' => 'phony_dataset_free',
        'phony_maker' => 'phony_maker_free',
        'phony_import' => 'phony_import_free',
    ];

    /** What ends a request without destructors. */
    private const FATAL = E_ERROR | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

    /** @var ?WeakMap<self, true> all that there are */
    private static ?WeakMap $all = null;

    /** @var ?WeakMap<self, true> */
    private ?WeakMap $children = null;

    /** @param list<mixed> $keep what must live as long: handles are freed after this one */
    public function __construct(
        private Library $library,
        private string $type,
        private ?CData $place,
        private array $keep = []
    ) {
        self::$all ??= self::watched();
        self::$all[$this] = true;
        foreach ($keep as $parent) {
            if ($parent instanceof self) {
                $parent->children ??= new WeakMap();
                $parent->children[$this] = true;
            }
        }
    }

    /** The C pointer. */
    public function pointer(): CData
    {
        return $this->place ?? throw new ClosedException("this {$this->type} is closed");
    }

    /**
     * At the end of a script PHP destroys objects in the order in which they were made, whatever
     * refers to what: so children go first here.
     */
    public function free(): void
    {
        if ($this->place === null) {
            return;
        }
        foreach ($this->children ?? [] as $child => $_) {
            $child->free();
        }
        $this->library->call(self::FREE[$this->type], $this->place);
        $this->place = null;
        $this->keep = [];
    }

    public function __destruct()
    {
        $this->free();
    }

    /**
     * A worker of a web server lives on when memory_limit or a time limit has ended a request.
     *
     * @return WeakMap<self, true>
     */
    private static function watched(): WeakMap
    {
        register_shutdown_function(static function (): void {
            if (((error_get_last()['type'] ?? 0) & self::FATAL) !== 0) {
                foreach (self::$all ?? [] as $handle => $_) {
                    $handle->free();
                }
            }
        });
        return new WeakMap();
    }
}
