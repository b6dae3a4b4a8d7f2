<?php

// Models of an Eloquent factory.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

use Closure;
use Illuminate\Database\Connection;
use Illuminate\Database\Eloquent\Factories\Factory;
use Illuminate\Database\Eloquent\Model;
use Phonycloud\Phony\Laravel\Exceptions\InsertException;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Throwable;

final class FactorySource implements Storable
{
    /** @var Factory<Model> */
    private readonly Factory $factory;
    private readonly Model $model;

    /** @param class-string<Model> $class */
    public function __construct(string $class, private readonly Request $request)
    {
        if (!method_exists($class, 'factory')) {
            throw new SourceException("$class has no factory: it does not use HasFactory");
        }
        $factory = $class::factory();
        $this->factory = $request->connection === null ? $factory : $factory->connection($request->connection);
        $this->model = $this->factory->newModel();
    }

    public function table(): string
    {
        return $this->model->getTable();
    }

    /**
     * A factory may store what its models belong to even when they are not stored themselves, so
     * all of it is taken back.
     */
    public function rows(): iterable
    {
        $connection = $this->connection();
        $connection->beginTransaction();
        try {
            foreach ($this->chunks() as $size) {
                foreach ($this->factory->count($size)->make() as $model) {
                    yield $model->getAttributes();
                }
            }
        } finally {
            $connection->rollBack();
        }
    }

    public function store(Closure $progress): int
    {
        $work = fn (): int => $this->storeChunks($progress);
        return $this->request->atomic ? (int) $this->connection()->transaction($work) : $work();
    }

    private function storeChunks(Closure $progress): int
    {
        $stored = 0;
        foreach ($this->chunks() as $size) {
            try {
                $this->connection()->transaction(fn () => $this->storeChunk($size));
            } catch (InsertException $problem) {
                throw $problem;
            } catch (Throwable $problem) {
                throw new InsertException($this->table(), $stored, $size, $this->request->atomic, $problem);
            }
            $stored += $size;
            $progress($size);
        }
        return $stored;
    }

    private function storeChunk(int $size): void
    {
        $factory = $this->factory->count($size);
        if (!$this->request->bulk) {
            $factory->create();
            return;
        }
        $this->connection()->table($this->table())->insert(
            $factory->make()->map(static fn (Model $model): array => self::attributes($model))->all()
        );
    }

    /**
     * What saving a model would add to it, events aside.
     *
     * @return array<string, mixed>
     */
    private static function attributes(Model $model): array
    {
        if ($model->usesTimestamps()) {
            $model->updateTimestamps();
        }
        // Of Laravel 9 and later.
        if (method_exists($model, 'usesUniqueIds') && $model->usesUniqueIds()) {
            $model->setUniqueIds();
        }
        return $model->getAttributes();
    }

    /** @return iterable<int> sizes */
    private function chunks(): iterable
    {
        for ($left = $this->request->count; $left > 0; $left -= $size) {
            yield $size = min($left, $this->request->chunk);
        }
    }

    private function connection(): Connection
    {
        $name = $this->request->connection ?? $this->model->getConnectionName();
        $connection = Model::resolveConnection($name);
        assert($connection instanceof Connection);
        return $connection;
    }
}
