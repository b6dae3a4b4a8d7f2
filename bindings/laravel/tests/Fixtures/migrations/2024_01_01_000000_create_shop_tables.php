<?php

// The tables of the tests: what a Laravel application has, with foreign keys of each kind.

declare(strict_types=1);

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class () extends Migration {
    public function up(): void
    {
        Schema::create('users', static function (Blueprint $table): void {
            $table->id();
            $table->string('name');
            $table->string('email')->unique();
            $table->timestamp('email_verified_at')->nullable();
            $table->boolean('is_admin')->default(false);
            $table->timestamps();
        });
        Schema::create('posts', static function (Blueprint $table): void {
            $table->id();
            $table->foreignId('user_id')->constrained();
            $table->string('title');
            $table->enum('status', ['draft', 'live']);
            $table->decimal('price', 10, 2);
            $table->date('day');
        });
        Schema::create('profiles', static function (Blueprint $table): void {
            $table->id();
            $table->foreignId('user_id')->unique()->constrained();
            $table->foreignId('post_id')->nullable()->constrained();
            $table->text('about');
        });
        Schema::create('likes', static function (Blueprint $table): void {
            $table->foreignId('user_id')->constrained();
            $table->foreignId('post_id')->constrained();
        });
        Schema::create('readers', static function (Blueprint $table): void {
            $table->foreignId('post_id')->constrained();
            $table->foreignId('user_id')->constrained();
            $table->date('since');
            $table->primary(['post_id', 'user_id']);
        });
        Schema::create('counters', static function (Blueprint $table): void {
            $table->id();
        });
    }
};
