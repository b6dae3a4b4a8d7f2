<?php

// Turns api.json, which says what phony.h declares, into the text that FFI reads.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Exception\LibraryException;

/**
 * @internal
 *
 * @phpstan-type Named   array{name: string, type: string, length?: int}
 * @phpstan-type Call    array{name: string, returns: array{type: string}, parameters: list<Named>}
 * @phpstan-type Api     array{
 *     library: array{name: string, soname: string, version: string},
 *     types: list<Named>,
 *     callbacks: list<Call>,
 *     handles: list<array{name: string, free: string}>,
 *     constants: list<array{name: string, value: int|string}>,
 *     structs: list<array{name: string, members: list<Named>}>,
 *     functions: list<Call>
 * }
 */
final class Declarations
{
    public const FILE = __DIR__ . '/../api.json';

    /** @var Api */
    private array $api;

    public function __construct(string $file = self::FILE)
    {
        $text = is_file($file) ? (string) file_get_contents($file) : throw new LibraryException(
            "$file is missing: this copy of the package is not whole; install it anew"
        );
        /** @var Api $api */
        $api = json_decode($text, true, 16, JSON_THROW_ON_ERROR);
        $this->api = $api;
    }

    /** What FFI::cdef takes: all types, constants and functions. */
    public function text(): string
    {
        $lines = [];
        foreach ($this->api['types'] as $type) {
            $lines[] = "typedef {$type['type']} {$type['name']};";
        }
        foreach ($this->api['handles'] as $handle) {
            $lines[] = "typedef struct {$handle['name']} {$handle['name']};";
        }
        $lines[] = $this->constants();
        array_push($lines, ...array_map(self::callback(...), $this->api['callbacks']));
        array_push($lines, ...array_map(self::struct(...), $this->api['structs']));
        array_push($lines, ...array_map(self::function(...), $this->api['functions']));
        return implode("\n", $lines) . "\n";
    }

    /** The same as a header for ffi.preload, which names its scope and the library. */
    public function header(string $scope, string $library): string
    {
        return "#define FFI_SCOPE \"$scope\"\n#define FFI_LIB \"$library\"\n\n" . $this->text();
    }

    private function constants(): string
    {
        $values = [];
        foreach ($this->api['constants'] as $constant) {
            if (is_int($constant['value'])) {
                $values[] = "{$constant['name']} = {$constant['value']}";
            }
        }
        return 'enum { ' . implode(', ', $values) . ' };';
    }

    /** @param Call $call */
    private static function callback(array $call): string
    {
        return "typedef {$call['returns']['type']} (*{$call['name']})" . self::parameters($call);
    }

    /** @param Call $call */
    private static function function(array $call): string
    {
        return "{$call['returns']['type']} {$call['name']}" . self::parameters($call);
    }

    /** @param Call $call */
    private static function parameters(array $call): string
    {
        $parameters = [];
        foreach ($call['parameters'] as $parameter) {
            $parameters[] = "{$parameter['type']} {$parameter['name']}";
        }
        return '(' . (implode(', ', $parameters) ?: 'void') . ');';
    }

    /** @param array{name: string, members: list<Named>} $struct */
    private static function struct(array $struct): string
    {
        $members = '';
        foreach ($struct['members'] as $member) {
            $length = isset($member['length']) ? "[{$member['length']}]" : '';
            $members .= " {$member['type']} {$member['name']}$length;";
        }
        return "typedef struct {$struct['name']} {{$members} } {$struct['name']};";
    }
}
