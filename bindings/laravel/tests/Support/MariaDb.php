<?php

// A MariaDB server of the tests' own.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use PDO;

final class MariaDb extends Server
{
    private const SETTINGS = [
        '--skip-networking', '--skip-log-bin', '--innodb-buffer-pool-size=32M',
        '--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync', '--innodb-file-per-table=0',
        '--innodb-log-file-size=16M', '--sync-frm=0', '--performance-schema=0',
    ];

    public static function missing(): ?string
    {
        foreach (['mariadbd', 'mariadb-install-db'] as $name) {
            if (self::find($name) === null) {
                return "$name is not installed (Debian: mariadb-server-core)";
            }
        }
        return extension_loaded('pdo_mysql') ? null : 'PHP has no pdo_mysql (Debian: php8.2-mysql)';
    }

    public function connect(): PDO
    {
        return new PDO("mysql:unix_socket=$this->folder/socket", 'root', '');
    }

    public function fresh(): array
    {
        $this->connect()->exec('drop database if exists phony; create database phony character set utf8mb4');
        return ['driver' => 'mysql', 'unix_socket' => "$this->folder/socket", 'database' => 'phony',
            'username' => 'root', 'password' => '', 'charset' => 'utf8mb4', 'collation' => 'utf8mb4_unicode_ci',
            'prefix' => '', 'strict' => true];
    }

    protected function command(): array
    {
        $common = ['--no-defaults', "--datadir=$this->folder/data"];
        if (posix_geteuid() === 0) {
            $common[] = '--user=root';
        }
        $this->execute([(string) self::find('mariadb-install-db'), ...$common,
            '--auth-root-authentication-method=normal', '--skip-test-db']);
        return [(string) self::find('mariadbd'), ...$common, "--socket=$this->folder/socket",
            "--pid-file=$this->folder/pid", ...self::SETTINGS];
    }
}
