<?php

// A model: what a list of values looks like. Opened from a file, or trained.

declare(strict_types=1);

namespace Phonycloud\Phony;

use DateTimeImmutable;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\Context;
use Phonycloud\Phony\Internal\Handle;
use Phonycloud\Phony\Internal\Library;
use Phonycloud\Phony\Internal\Struct;
use Phonycloud\Phony\Internal\Uncopyable;

final class Model
{
    use Uncopyable;

    private const MODES = ['char', 'word', 'hybrid'];
    /** By PHONY_TEXT_...; the arguments of ModelInfo. */
    private const TEXTS = ['name', 'locale', 'source', 'license', 'trainer', 'digest'];

    /** @internal Models come from open(), load() and train(). */
    public function __construct(private Handle $handle)
    {
    }

    /** A model by its name ("tr_TR/city_names") or path. */
    public static function open(string $name): self
    {
        $arguments = [Context::cache()->pointer(), Check::text($name, 'model'), null];
        return new self(Library::get()->create('phony_model', 'phony_model_open', $arguments));
    }

    /** A model's file, whatever it is called. */
    public static function load(string $path): self
    {
        return self::open(str_contains($path, '/') ? $path : "./$path");
    }

    /**
     * The models that can be called by name, and where they lie.
     *
     * @return array<string, string> paths by name
     */
    public static function all(): array
    {
        $library = Library::get();
        $list = $library->create('phony_model_list', 'phony_model_list_new', []);
        $paths = [];
        while (is_string($name = $library->call('phony_model_list_name', $list->pointer(), count($paths)))) {
            $path = $library->call('phony_model_list_path', $list->pointer(), count($paths));
            $paths[$name] = is_string($path) ? $path : '';
        }
        return $paths;
    }

    /** Writes the model as a file; "-" is standard output. The same model gives the same bytes. */
    public function save(string $path): void
    {
        Library::get()->check('phony_model_write', $this->handle->pointer(), Check::text($path, 'path'));
    }

    public function info(): ModelInfo
    {
        $library = Library::get();
        $struct = new Struct($library, 'phony_model_info');
        $library->check('phony_model_get_info', $this->handle->pointer(), $struct->address());
        $info = $struct->data;
        $texts = [];
        foreach (self::TEXTS as $index => $text) {
            $texts[$text] = (string) $library->call('phony_model_get_text', $this->handle->pointer(), $index);
        }
        return new ModelInfo(
            ...$texts,
            mode: self::MODES[$info->mode],
            order: $info->order,
            values: $info->values,
            tokens: $info->tokens,
            ngrams: $info->ngrams,
            memory: $info->memory,
            hasOriginals: $info->has_originals === 1,
            created: $info->created === 0 ? null : new DateTimeImmutable("@$info->created")
        );
    }

    /** How likely the model is to give this value: -log2 of the probability; null where it cannot. */
    public function bits(string $value): ?float
    {
        $library = Library::get();
        $score = new Struct($library, 'phony_score');
        $handle = $this->handle->pointer();
        $library->check('phony_model_score', $handle, $value, strlen($value), $score->address());
        return $score->data->possible === 1 ? $score->data->bits : null;
    }

    /** Whether the model was trained on this value; null where it was not told to remember. */
    public function isOriginal(string $value): ?bool
    {
        $known = Library::get()->call('phony_model_is_original', $this->handle->pointer(), $value, strlen($value));
        return $known === -1 ? null : $known === 1;
    }

    /** Gives the model up. Values that were made ready before go on; the model's own methods do not. */
    public function close(): void
    {
        $this->handle->free();
    }

    /** @internal */
    public function handle(): Handle
    {
        return $this->handle;
    }
}
