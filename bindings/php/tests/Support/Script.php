<?php

// Runs PHP in a process of its own: for what ends a process, or depends on how it starts.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests\Support;

final class Script
{
    /**
     * @param list<string>             $options     of php, such as "-dffi.enable=0"
     * @param array<string, ?string>   $environment null: not set
     * @return array{int, string, string} exit status, standard output and standard error
     */
    public static function run(string $code, array $options = [], array $environment = []): array
    {
        $bootstrap = var_export(dirname(__DIR__) . '/bootstrap.php', true);
        $file = (string) tempnam(sys_get_temp_dir(), 'phony');
        file_put_contents($file, "<?php require $bootstrap; use Phonycloud\\Phony\\{Model, Phony, Source}; $code");
        try {
            return self::command([PHP_BINARY, ...$options, '-derror_log=', $file], $environment);
        } finally {
            unlink($file);
        }
    }

    /**
     * @param list<string>           $command
     * @param array<string, ?string> $environment
     * @return array{int, string, string}
     */
    public static function command(array $command, array $environment = [], ?string $folder = null): array
    {
        $variables = array_filter($environment + getenv(), fn ($value) => $value !== null);
        $streams = [1 => ['pipe', 'w'], 2 => ['file', $errors = (string) tempnam(sys_get_temp_dir(), 'phony'), 'w']];
        $process = proc_open($command, $streams, $pipes, $folder, $variables);
        assert(is_resource($process));
        $output = (string) stream_get_contents($pipes[1]);
        $status = proc_close($process);
        $said = (string) file_get_contents($errors);
        unlink($errors);
        return [$status, $output, $said];
    }
}
