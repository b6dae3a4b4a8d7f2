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

    /** @var ?WeakMap<self, true> */
    private ?WeakMap $children = null;

    /** @param list<mixed> $keep what must live as long: handles are freed after this one */
    public function __construct(
        private Library $library,
        private string $type,
        private ?CData $place,
        private array $keep = []
    ) {
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

    public function isOpen(): bool
    {
        return $this->place !== null;
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
}
