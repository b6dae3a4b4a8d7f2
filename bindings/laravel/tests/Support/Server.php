<?php

// A database server of the tests' own, on a socket in a folder of its own; started when it is first
// asked for, one for the whole run, stopped at its end.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use PDO;
use PDOException;
use RuntimeException;

abstract class Server
{
    /** The signal that ends it at once and cleanly. */
    protected const STOP = SIGTERM;
    private const START_SECONDS = 60;

    /** @var array<class-string<self>, self> */
    private static array $running = [];

    /** @var resource */
    private $process;

    final private function __construct(protected readonly string $folder)
    {
    }

    /** What is not there, in words; null: it can be started. */
    abstract public static function missing(): ?string;

    /**
     * Prepares the folder.
     *
     * @return list<string> the command that serves
     */
    abstract protected function command(): array;

    abstract public function connect(): PDO;

    /** @return array<string, mixed> of a connection of Laravel, to a database that is empty */
    abstract public function fresh(): array;

    public static function running(): static
    {
        return self::$running[static::class] ??= static::start();
    }

    protected static function find(string $name): ?string
    {
        $folders = [...explode(':', (string) getenv('PATH')), '/usr/sbin', '/usr/bin',
            ...array_reverse(glob('/usr/lib/postgresql/*/bin') ?: [])];
        foreach ($folders as $folder) {
            if (is_executable("$folder/$name")) {
                return "$folder/$name";
            }
        }
        return null;
    }

    /** @param list<string> $words */
    protected function execute(array $words): void
    {
        if (proc_close($this->open($words)) !== 0) {
            throw new RuntimeException((string) file_get_contents("$this->folder/log"));
        }
    }

    private static function start(): static
    {
        $folder = sys_get_temp_dir() . '/phony-' . bin2hex(random_bytes(4));
        mkdir($folder, 0700);
        $server = new static($folder);
        $server->process = $server->open($server->command());
        register_shutdown_function([$server, 'stop'], getmypid());
        $server->await();
        return $server;
    }

    /**
     * @param list<string> $words
     * @return resource
     */
    private function open(array $words)
    {
        $log = ['file', "$this->folder/log", 'a'];
        // A sanitizer that PHP runs with is not for the server.
        $environment = array_diff_key(getenv(), ['LD_PRELOAD' => 0]);
        $streams = [['file', '/dev/null', 'r'], $log, $log];
        $process = proc_open($words, $streams, $pipes, $this->folder, $environment);
        if ($process === false) {
            throw new RuntimeException("$words[0] cannot be started");
        }
        return $process;
    }

    private function await(): void
    {
        $end = microtime(true) + self::START_SECONDS;
        while (true) {
            try {
                $this->connect();
                return;
            } catch (PDOException $problem) {
                if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                    $log = substr((string) file_get_contents("$this->folder/log"), -2000);
                    throw new RuntimeException(static::class . " does not answer: $log", 0, $problem);
                }
                usleep(50_000);
            }
        }
    }

    /** Processes that the tests forked leave the server alone. */
    public function stop(int $owner): void
    {
        if (getmypid() === $owner) {
            proc_terminate($this->process, static::STOP);
            proc_close($this->process);
            Folder::remove($this->folder);
        }
    }
}
