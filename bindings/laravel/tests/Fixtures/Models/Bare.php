<?php

// A model without a factory.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Fixtures\Models;

use Illuminate\Database\Eloquent\Model;

final class Bare extends Model
{
    protected $table = 'users';
}
