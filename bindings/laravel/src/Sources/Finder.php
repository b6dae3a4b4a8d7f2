<?php

// Finds out what rows are asked for: a template by its braces, a model class, a value by its name,
// else a table. Where a word could be two of them, the options --template and --table decide.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

use Illuminate\Database\Connection;
use Illuminate\Database\ConnectionResolverInterface;
use Illuminate\Database\Eloquent\Model;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use ReflectionClass;

final class Finder
{
    /** Anything else is not to be looked for as a file of a class. */
    private const CLASS_NAME = '~^[A-Za-z_]\w*([/\\\\]\w+)*$~D';
    private const NAMESPACES = ['', 'App\\Models\\', 'App\\'];

    public function __construct(
        private readonly ConnectionResolverInterface $databases,
        private readonly Request $request,
    ) {
    }

    public function find(?string $what, ?string $template, ?string $table): RowSource
    {
        if (count(array_filter([$what, $template, $table], 'is_string')) !== 1) {
            throw new SettingException('one of these is needed: something to generate, --template or --table');
        }
        return match (true) {
            $template !== null => ValueSource::template($template, $this->request),
            $table !== null => new TableSource($this->connection(), $table, $this->request),
            str_contains((string) $what, '{') => ValueSource::template((string) $what, $this->request),
            default => $this->named((string) $what),
        };
    }

    private function named(string $name): RowSource
    {
        $class = self::modelClass($name);
        if ($class !== null) {
            return new FactorySource($class, $this->request);
        }
        try {
            $values = ValueSource::named($name, $this->request);
            $values->assertPossible();
            return $values;
        } catch (NotFoundException $unknown) {
            return $this->tableInstead($name, $unknown);
        }
    }

    /** @return class-string<Model>|null */
    private static function modelClass(string $name): ?string
    {
        if (!preg_match(self::CLASS_NAME, $name)) {
            return null;
        }
        foreach (self::NAMESPACES as $namespace) {
            $class = $namespace . strtr($name, '/', '\\');
            if (is_subclass_of($class, Model::class) && !self::isMisspelt($class)) {
                return $class;
            }
        }
        return null;
    }

    /** PHP does not heed case where a class is loaded already: "company" is not the model Company. */
    private static function isMisspelt(string $class): bool
    {
        $name = (new ReflectionClass($class))->getName();
        return $name !== $class && strcasecmp($name, $class) === 0;
    }

    private function tableInstead(string $name, NotFoundException $unknown): RowSource
    {
        $connection = $this->connection();
        if ($connection->getSchemaBuilder()->hasTable($name)) {
            return new TableSource($connection, $name, $this->request);
        }
        throw new NotFoundException(
            "{$unknown->getMessage()}; and there is no table \"$name\" in {$connection->getDatabaseName()}",
            $unknown->status,
            previous: $unknown,
        );
    }

    private function connection(): Connection
    {
        $connection = $this->databases->connection($this->request->connection);
        assert($connection instanceof Connection);
        return $connection;
    }
}
