<?php

// A MariaDB server of the tests' own, on a socket in a folder of its own; one for the whole run.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use PDO;
use PDOException;
use RuntimeException;

final class MariaDb
{
    private const START_SECONDS = 60;
    private const SETTINGS = [
        '--skip-networking', '--skip-log-bin', '--innodb-buffer-pool-size=32M',
        '--innodb-flush-log-at-trx-commit=0', '--innodb-log-file-size=16M',
    ];

    private static ?self $running = null;

    /** @param resource $process */
    private function __construct(private string $folder, private $process)
    {
    }

    public static function missing(): ?string
    {
        foreach (['mariadbd', 'mariadb-install-db'] as $name) {
            if (self::find($name) === null) {
                return "$name is not installed (Debian: mariadb-server-core)";
            }
        }
        return extension_loaded('pdo_mysql') ? null : 'PHP has no pdo_mysql (Debian: php8.2-mysql)';
    }

    /** The socket of the server, which is started by the first call and stopped at the end. */
    public static function socket(): string
    {
        self::$running ??= self::start();
        return self::$running->folder . '/socket';
    }

    public static function connect(): PDO
    {
        return new PDO('mysql:unix_socket=' . self::socket(), 'root', '');
    }

    private static function find(string $name): ?string
    {
        foreach ([...explode(':', (string) getenv('PATH')), '/usr/sbin', '/usr/bin'] as $folder) {
            if (is_executable("$folder/$name")) {
                return "$folder/$name";
            }
        }
        return null;
    }

    private static function start(): self
    {
        $folder = sys_get_temp_dir() . '/phony-' . bin2hex(random_bytes(4));
        mkdir($folder, 0700);
        $common = ['--no-defaults', "--datadir=$folder/data"];
        if (posix_geteuid() === 0) {
            $common[] = '--user=root';
        }
        $install = self::open([(string) self::find('mariadb-install-db'), ...$common,
            '--auth-root-authentication-method=normal', '--skip-test-db'], $folder);
        if (proc_close($install) !== 0) {
            throw new RuntimeException((string) file_get_contents("$folder/log"));
        }
        $server = new self($folder, self::open([(string) self::find('mariadbd'), ...$common,
            "--socket=$folder/socket", "--pid-file=$folder/pid", ...self::SETTINGS], $folder));
        register_shutdown_function([$server, 'stop'], getmypid());
        return $server->awaited();
    }

    /**
     * @param list<string> $words
     * @return resource
     */
    private static function open(array $words, string $folder)
    {
        $log = ['file', "$folder/log", 'a'];
        $process = proc_open($words, [['file', '/dev/null', 'r'], $log, $log], $pipes, $folder);
        if ($process === false) {
            throw new RuntimeException("$words[0] cannot be started");
        }
        return $process;
    }

    private function awaited(): self
    {
        $end = microtime(true) + self::START_SECONDS;
        while (true) {
            try {
                new PDO("mysql:unix_socket=$this->folder/socket", 'root', '');
                return $this;
            } catch (PDOException $problem) {
                if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                    $log = substr((string) file_get_contents("$this->folder/log"), -2000);
                    throw new RuntimeException("mariadbd does not answer: $log", 0, $problem);
                }
                usleep(50_000);
            }
        }
    }

    /** Ends the server; processes that the tests forked leave it alone. */
    public function stop(int $owner): void
    {
        if (getmypid() !== $owner) {
            return;
        }
        proc_terminate($this->process);
        proc_close($this->process);
        Folder::remove($this->folder);
    }
}
