<?php

// What the commands share: failures as one line on standard error with an exit code, numbers that
// are checked, progress that does not mix with what is written to standard output.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Console;

use Closure;
use Illuminate\Console\Command;
use Illuminate\Database\QueryException;
use JsonException;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\PhonyException;
use Phonycloud\Phony\Laravel\Exceptions\PhonyLaravelException;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use Phonycloud\Phony\Laravel\Settings;
use Symfony\Component\Console\Formatter\OutputFormatter;
use Symfony\Component\Console\Style\SymfonyStyle;

abstract class PhonyCommand extends Command
{
    private const MOST = 1_000_000_000_000;

    /** @return int the exit code */
    final public function handle(): int
    {
        try {
            return $this->work();
        } catch (SettingException | ArgumentException $problem) {
            return $this->fails($problem->getMessage(), self::INVALID);
        } catch (PhonyException | PhonyLaravelException | JsonException $problem) {
            return $this->fails($problem->getMessage(), self::FAILURE);
        } catch (QueryException $problem) {
            return $this->fails(($problem->getPrevious() ?? $problem)->getMessage(), self::FAILURE);
        }
    }

    abstract protected function work(): int;

    protected function errors(): SymfonyStyle
    {
        return $this->output->getErrorStyle();
    }

    protected function tell(string $message): void
    {
        $this->errors()->writeln(OutputFormatter::escape($message));
    }

    protected function settings(): Settings
    {
        return $this->laravel->make(Settings::class);
    }

    /** The value of an option, or null where it is not given or empty. */
    protected function text(string $option): ?string
    {
        $value = $this->option($option);
        return is_string($value) && $value !== '' ? $value : null;
    }

    protected function number(string $option, int $least = 1): int
    {
        $value = $this->option($option);
        $number = is_string($value) && ctype_digit($value) ? filter_var($value, FILTER_VALIDATE_INT) : false;
        if ($number === false || $number < $least || $number > self::MOST) {
            throw new SettingException(sprintf(
                '--%s must be a whole number from %d to %d, not "%s"',
                $option,
                $least,
                self::MOST,
                is_string($value) ? $value : '',
            ));
        }
        return $number;
    }

    /**
     * Draws a bar on standard error while $work runs.
     *
     * @template T
     * @param Closure(Closure(int): void): T $work is given what moves the bar on
     * @return T
     */
    protected function withBar(int $steps, Closure $work): mixed
    {
        $bar = $this->errors()->createProgressBar($steps);
        $bar->start();
        try {
            return $work(static fn (int $done) => $bar->advance($done));
        } finally {
            $bar->display();
            $this->errors()->newLine();
        }
    }

    private function fails(string $message, int $code): int
    {
        $this->errors()->writeln('<error>' . OutputFormatter::escape($message) . '</error>');
        return $code;
    }
}
