<?php

// What values depend on besides the recipe: the seed's key and the locale. The cache of models and the
// pool of generators, which depend on no seed, are one for the whole process: nothing is compiled
// twice, and sources that PHP has not collected yet hold no memory of C.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use FFI\CData;
use Phonycloud\Phony\Exception\ClosedException;
use Phonycloud\Phony\Exception\NotFoundException;

/** @internal */
final class Context
{
    use Uncopyable;

    private static ?Handle $cache = null;
    private static ?Pool $pool = null;

    private ?CData $key = null;
    private bool $isClosed = false;

    public function __construct(private ?string $seed, public readonly ?string $locale)
    {
    }

    public function seeded(string $seed): self
    {
        return new self($seed, $this->locale);
    }

    public function localised(?string $locale): self
    {
        return new self($this->seed(), $locale);
    }

    /** A generator of a plain recipe. */
    public function pooled(Recipe $recipe): Handle
    {
        self::$pool ??= new Pool();
        return self::$pool->take(
            "$this->locale\0$recipe->key",
            fn () => (new Compiler($this))->compile($recipe)
        );
    }

    public function library(): Library
    {
        return $this->isClosed
            ? throw new ClosedException('this source of values is closed')
            : Library::get();
    }

    public function seed(): string
    {
        return $this->seed ??= self::fresh($this->library());
    }

    /** The address of the phony_key. */
    public function key(): CData
    {
        if ($this->key === null) {
            $seed = $this->seed();
            $this->key = $this->library()->make('phony_key');
            $this->library()->check('phony_key_from_seed', $seed, strlen($seed), null, FFI::addr($this->key));
        }
        return FFI::addr($this->key);
    }

    public function close(): void
    {
        $this->isClosed = true;
    }

    public static function cache(): Handle
    {
        return self::$cache ??= self::newCache(Library::get());
    }

    private static function newCache(Library $library): Handle
    {
        $cache = $library->create('phony_cache', 'phony_cache_new', []);
        $folder = getenv('PHONY_CACHE');
        if ($folder === 'off') {
            return $cache;
        }
        try {
            $library->check('phony_cache_keep', $cache->pointer(), $folder ?: null);
        } catch (NotFoundException) {
            // No home folder, as in some web servers: models are compiled once in each process.
        }
        return $cache;
    }

    private static function fresh(Library $library): string
    {
        $seed = $library->make('char[32]');
        $library->check('phony_seed_random', $seed, 32);
        return FFI::string(FFI::addr($seed[0]));
    }
}
