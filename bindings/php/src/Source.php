<?php

// Where values come from: a seed, a locale, and a cursor for each thing that is asked for.
//
// A new source of the same seed begins at row 0 again. The views that unique() and locale() give
// belong to the source: asking twice gives the same view, and its cursors go on.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\Context;
use Phonycloud\Phony\Internal\Recipe;
use Phonycloud\Phony\Internal\Stream;
use Phonycloud\Phony\Internal\Streams;
use Phonycloud\Phony\Internal\Trainer;
use Phonycloud\Phony\Internal\Unserialisable;

final class Source
{
    use Unserialisable;

    public const LOCALE = 'en_US';

    private Context $context;

    /** @var array<string, int> what all values must be like: members of phony_generator_options */
    private array $options = [];

    private Streams $streams;

    /** @var array<string, Stream> of built-in generators, by their name */
    private array $named = [];

    /** @var array<string, Source> */
    private array $views = [];

    /**
     * @param int|string|null $seed   text or a whole number; null: a fresh one, see currentSeed()
     * @param ?string         $locale null: "en_US"; schemas have their own
     */
    public function __construct(mixed $seed = null, ?string $locale = null)
    {
        $this->context = new Context($seed === null ? null : Check::seed($seed), self::checked($locale));
        $this->streams = new Streams();
    }

    /** A copy begins at row 0. */
    public function __clone()
    {
        $this->context = $this->context->seeded($this->context->seed());
        $this->streams = new Streams();
        $this->named = $this->views = [];
    }

    /**
     * A source of another seed, beginning at row 0.
     *
     * @param int|string $seed
     */
    public function seed(mixed $seed): self
    {
        return $this->copy($this->context->seeded(Check::seed($seed)), $this->options);
    }

    /** The same source in another locale, with cursors of its own. */
    public function locale(string $locale): self
    {
        return $this->views["locale $locale"] ??= $this->copy(
            $this->context->localised(self::checked($locale)),
            $this->options
        );
    }

    /** The same source with all of its values unique, with cursors of its own; see Values::unique(). */
    public function unique(?string $mode = null, ?int $rows = null): self
    {
        $options = Recipe::unique($mode, $rows) + $this->options + ['rows' => Recipe::USUAL_ROWS];
        return $this->views["unique $options[unique] $options[rows]"] ??= $this->copy(
            $this->context->localised($this->context->locale),
            $options
        );
    }

    /** The seed as text: with it, the run can be repeated. */
    public function currentSeed(): string
    {
        return $this->context->seed();
    }

    public function currentLocale(): string
    {
        return $this->context->locale ?? self::LOCALE;
    }

    public function name(): Names
    {
        return new Names($this, $this->named['person.full'] ?? $this->built('person.full'));
    }

    public function firstName(): Values
    {
        return new Values($this, $this->named['person.first'] ?? $this->built('person.first'));
    }

    public function lastName(): Values
    {
        return new Values($this, $this->named['person.last'] ?? $this->built('person.last'));
    }

    public function gender(): Values
    {
        return new Values($this, $this->named['person.gender'] ?? $this->built('person.gender'));
    }

    public function email(): Values
    {
        return new Values($this, $this->named['email'] ?? $this->built('email'));
    }

    public function username(): Values
    {
        return new Values($this, $this->named['username'] ?? $this->built('username'));
    }

    public function phone(): Values
    {
        return new Values($this, $this->named['phone'] ?? $this->built('phone'));
    }

    public function company(): Values
    {
        return new Values($this, $this->named['company'] ?? $this->built('company'));
    }

    public function city(): Values
    {
        return new Values($this, $this->named['city'] ?? $this->built('city'));
    }

    public function streetAddress(): Values
    {
        return new Values($this, $this->named['street_address'] ?? $this->built('street_address'));
    }

    public function word(): Values
    {
        return new Values($this, $this->named['lorem.word'] ?? $this->built('lorem.word'));
    }

    public function sentence(): Values
    {
        return new Values($this, $this->named['lorem.sentence'] ?? $this->built('lorem.sentence'));
    }

    public function paragraph(): Values
    {
        return new Values($this, $this->named['lorem.paragraph'] ?? $this->built('lorem.paragraph'));
    }

    /** Values of a model: its name ("tr_TR/city_names"), its path, or one that was trained or opened here. */
    public function model(string|Model $model): Values
    {
        $named = is_string($model) ? new Recipe('name', $model, $this->options) : null;
        return new Values($this, $this->stream($named ?? Recipe::ofModel($model, $this->options)));
    }

    /** Values of a model's file. */
    public function loadModel(string $path): Values
    {
        return $this->model(str_contains($path, '/') ? $path : "./$path");
    }

    /**
     * Texts such as "{first} {last} <{email}>".
     *
     * @param array<string, string|Values> $with more names for the braces: templates, or values
     */
    public function template(string $text, array $with = []): Values
    {
        foreach ($with as $name => $value) {
            is_string($value) || $value instanceof Values || throw new ArgumentException(
                "'$name' is bound to " . get_debug_type($value) . ': a template or Values are needed'
            );
        }
        return new Values($this, $this->stream(new Recipe('template', $text, $this->options, 0, $with)));
    }

    /**
     * A data set of a schema's file (PDL), under this source's seed.
     *
     * @param array<string, int> $counts   rows by entity, before the schema's
     * @param ?string            $scenario of the schema
     * @param ?string            $now      the reference time, RFC 3339
     * @param ?string            $locale   in place of the schema's
     */
    public function schema(
        string $path,
        array $counts = [],
        ?string $scenario = null,
        ?string $now = null,
        ?string $locale = null
    ): Schema {
        $options = ['scenario' => $scenario, 'now' => $now, 'locale' => self::checked($locale)];
        return new Schema($this->context, $path, $counts, $options);
    }

    /**
     * Learns a model, of a file's path or of values.
     *
     * @param string|iterable<mixed> $values
     * @param mixed                  ...$options by name, as TrainingOptions has them
     */
    public function train(string|iterable $values, mixed ...$options): Model
    {
        return (new Trainer($this->context->library(), TrainingOptions::of($options)))->train($values);
    }

    /** Ends this source and its views: using them afterwards is a ClosedException. */
    public function close(): void
    {
        $this->streams->release();
        foreach ($this->views as $view) {
            $view->close();
        }
        $this->context->close();
    }

    /** @internal */
    public function stream(Recipe $recipe): Stream
    {
        $this->context->library();
        return $this->streams->of($this->context, $recipe);
    }

    private function built(string $name): Stream
    {
        return $this->named[$name] = $this->stream(new Recipe('name', $name, $this->options));
    }

    /** @param array<string, int> $options */
    private function copy(Context $context, array $options): self
    {
        $this->context->library();
        $copy = new self(null, null);
        $copy->context = $context;
        $copy->options = $options;
        return $copy;
    }

    private static function checked(?string $locale): ?string
    {
        if ($locale !== null && !preg_match('/^[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*$/D', $locale)) {
            throw new ArgumentException("'$locale' is no locale, such as en_US");
        }
        return $locale;
    }
}
