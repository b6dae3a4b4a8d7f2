<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::create('posts', function (Blueprint $table) {
            $table->id();
            $table->foreignIdFor(\App\Models\User::class)->constrained();
            $table->foreignIdFor(Category::class, 'cat_id')->nullable();
            $table->string('title')->index();
            $table->string('slug');
            $table->mediumText('body');
            $table->enum('status', ['draft', 'published', "old"])->default('draft');
            $table->json('meta')->nullable();
            $table->decimal('rating', 3, 1)->default(2.5);
            $table->float('weight')->default(-0.5);
            $table->unsignedBigInteger('views')->default(0);
            $table->timestampTz('published_at', precision: 0)->nullable();
            $table->unique(['user_id', 'slug']);
            $table->timestampsTz();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
