<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::table('comments', function (Blueprint $table) {
            $table->dropMorphs('author');
            $table->dropColumn('ip', 'mac_address');
            $table->softDeletesTz();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
