<?php

// A model that belongs to another one.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Fixtures\Models;

use Illuminate\Database\Eloquent\Factories\HasFactory;
use Illuminate\Database\Eloquent\Model;

final class Post extends Model
{
    use HasFactory;

    public $timestamps = false;
    protected $guarded = [];

    protected static function newFactory(): PostFactory
    {
        return PostFactory::new();
    }
}
