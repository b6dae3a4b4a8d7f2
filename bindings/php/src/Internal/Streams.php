<?php

// The streams of one source, by what was asked for: each has its cursor there.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Model;
use WeakMap;
use WeakReference;

/** @internal */
final class Streams
{
    /** Whenever so many more things have been asked for, memory is given back; cursors are kept. */
    private const MOST = 128;

    /** @var array<string, Stream> by the recipe's key */
    private array $streams = [];

    /** @var array<string, int> cursors of streams that nobody held when memory was given back, by short() */
    private array $rows = [];

    /** @var ?WeakMap<Model, array<string, Stream>> of models that are objects, as long as they are */
    private ?WeakMap $models = null;

    public function of(Context $context, Recipe $recipe): Stream
    {
        return $this->streams[$recipe->key] ?? $this->open($context, $recipe);
    }

    public function release(): void
    {
        foreach ($this->models ?? [] as $streams) {
            array_map(static fn (Stream $stream) => $stream->release(), $streams);
        }
        foreach (array_keys($this->streams) as $key) {
            $this->streams[$key]->release();
            $this->forget($key);
        }
    }

    private function open(Context $context, Recipe $recipe): Stream
    {
        if ($recipe->model !== null) {
            return $this->ofModel($context, $recipe);
        }
        $count = count($this->streams);
        if ($count >= self::MOST && $count % self::MOST === 0) {
            $this->release();
        }
        $stream = new Stream($context, $recipe);
        $stream->seek($this->rows[self::short($recipe->key)] ?? 0);
        unset($this->rows[self::short($recipe->key)]);
        return $this->streams[$recipe->key] = $stream;
    }

    private function ofModel(Context $context, Recipe $recipe): Stream
    {
        $model = $recipe->owner?->get();
        if ($model === null) {
            return new Stream($context, $recipe);
        }
        $this->models ??= new WeakMap();
        $this->models[$model] ??= [];
        return $this->models[$model][$recipe->key] ??= new Stream($context, $recipe);
    }

    /** Keeps no more than the cursor of a stream that nobody else holds; objects have no lasting key. */
    private function forget(string $key): void
    {
        if (!$this->streams[$key]->recipe->isPlain()) {
            return;
        }
        $row = $this->streams[$key]->reserve(0);
        $held = WeakReference::create($this->streams[$key]);
        unset($this->streams[$key]);
        if (($stream = $held->get()) !== null) {
            $this->streams[$key] = $stream;
        } elseif ($row > 0) {
            $this->rows[self::short($key)] = $row;
        }
    }

    /** Keys hold whole templates. */
    private static function short(string $key): string
    {
        return hash('xxh128', $key, true);
    }
}
