<?php

// The model gives (almost) only values that it was trained on.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class ExhaustedException extends PhonyException
{
}
