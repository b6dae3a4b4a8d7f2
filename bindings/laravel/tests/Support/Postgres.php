<?php

// A PostgreSQL server of the tests' own, which refuses to run as root.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use PDO;

final class Postgres extends Server
{
    protected const STOP = SIGINT;
    private const SETTINGS = ['-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'shared_buffers=16MB'];
    private const NOBODY = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'];

    public static function missing(): ?string
    {
        foreach (['initdb', 'postgres', 'setpriv'] as $name) {
            if (self::find($name) === null) {
                return "$name is not installed (Debian: postgresql)";
            }
        }
        return extension_loaded('pdo_pgsql') ? null : 'PHP has no pdo_pgsql (Debian: php8.2-pgsql)';
    }

    public function connect(): PDO
    {
        return new PDO("pgsql:host=$this->folder;dbname=postgres;user=phony");
    }

    public function fresh(): array
    {
        // Quicker than another database, which would be a copy of the template's files.
        $this->connect()->exec('drop schema public cascade; create schema public');
        return ['driver' => 'pgsql', 'host' => $this->folder, 'database' => 'postgres', 'username' => 'phony',
            'password' => '', 'charset' => 'utf8', 'prefix' => '', 'schema' => 'public'];
    }

    protected function command(): array
    {
        $as = [];
        if (posix_geteuid() === 0) {
            $as = self::NOBODY;
            chown($this->folder, 'nobody');
        }
        $this->execute([...$as, (string) self::find('initdb'), '-D', "$this->folder/data", '-U', 'phony',
            '-A', 'trust', '-N', '-E', 'UTF8', '--locale=C']);
        return [...$as, (string) self::find('postgres'), '-D', "$this->folder/data", '-k', $this->folder,
            ...self::SETTINGS];
    }
}
