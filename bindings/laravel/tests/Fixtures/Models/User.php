<?php

// A model with a factory, as an application has it.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Fixtures\Models;

use Illuminate\Database\Eloquent\Factories\HasFactory;
use Illuminate\Database\Eloquent\Model;

final class User extends Model
{
    use HasFactory;

    protected $guarded = [];
    protected $hidden = ['email'];

    protected static function newFactory(): UserFactory
    {
        return UserFactory::new();
    }
}
