<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::table('posts', function (Blueprint $table) {
            $table->renameColumn('title', 'headline');
            $table->renameColumn('cat_id', 'category_id');
            $table->dropColumn(['meta', 'weight']);
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
