# Completion of phony for fish.

function __phony_command
    test (count (commandline -opc)) -eq 1
end

# Whether the command is one of these; of two words it is one with a '-' between them.
function __phony_in
    set -l words (commandline -opc)
    test (count $words) -gt 1; or return 1
    set -l command $words[2]
    if test $command = schema; and test (count $words) -gt 2
        set command schema-$words[3]
    end
    contains -- $command $argv
end

function __phony_models
    phony models --names 2>/dev/null
end

complete -c phony -n __phony_command -f
complete -c phony -n __phony_command -a generate -d 'make values: of a model, a built-in generator, a template, a schema'
complete -c phony -n __phony_command -a train -d 'learn a list, and write a model'
complete -c phony -n __phony_command -a models -d 'list the models that can be called by name'
complete -c phony -n __phony_command -a generators -d 'list the built-in generators and the functions of templates'
complete -c phony -n __phony_command -a info -d 'show what a model is'
complete -c phony -n __phony_command -a stats -d 'show how good a model is'
complete -c phony -n __phony_command -a merge -d 'add up models trained on parts of a list'
complete -c phony -n __phony_command -a validate -d 'check that models are whole'
complete -c phony -n __phony_command -a compile -d 'keep models ready, so that they load at once'
complete -c phony -n __phony_command -a schema -d 'check, show, preview and import schemas of data sets'
complete -c phony -n __phony_command -a help -d 'show help'
complete -c phony -n __phony_command -l version -s V -d 'show the version'
complete -c phony -n '__phony_in help' -f -a 'generate train models generators info stats merge validate compile schema'
complete -c phony -n '__phony_in schema' -f
complete -c phony -n '__phony_in schema' -a check -d 'say all that is wrong with schemas of data sets'
complete -c phony -n '__phony_in schema' -a show -d 'show the entities, columns and relationships of a schema'
complete -c phony -n '__phony_in schema' -a preview -d 'show the first rows that a schema gives'
complete -c phony -n '__phony_in schema' -a generators -d 'list the types of generators that schemas know, and their options'
complete -c phony -n '__phony_in schema' -a import -d 'make a schema out of SQL, migrations, JSON Schema, OpenAPI, CSV'
complete -c phony -n '__phony_in schema-generators' -f -a '(phony schema generators --names 2>/dev/null)'
complete -c phony -n '__phony_in generate info stats merge validate compile' -a '(__phony_models)'
complete -c phony -n '__phony_in generate' -a '(phony generators --names 2>/dev/null)'
complete -c phony -n '__phony_in generators' -f
complete -c phony -n '__phony_in models' -f -a '(__phony_models | cut -d / -f 1 | uniq)'

complete -c phony -n '__phony_in generate train models generators info stats merge validate compile schema-check schema-show schema-preview schema-generators schema-import' -s h -l help -d 'show help'

complete -c phony -n '__phony_in generate' -s n -l count -x -d 'how many values'
complete -c phony -n '__phony_in generate stats schema-preview' -l seed -x -d 'any text'
complete -c phony -n '__phony_in generate' -l first -x -d 'the row to begin with'
complete -c phony -n '__phony_in generate train' -l threads -x -d 'how many threads'
complete -c phony -n '__phony_in generate train' -l min-length -x -d 'values of at least so many characters'
complete -c phony -n '__phony_in generate' -l max-length -x -d 'values of at most so many characters'
complete -c phony -n '__phony_in generate' -l min-words -x -d 'values of at least so many words'
complete -c phony -n '__phony_in generate' -l max-words -x -d 'values of at most so many words'
complete -c phony -n '__phony_in generate' -l prefix -x -d 'values that begin with it'
complete -c phony -n '__phony_in generate' -l suffix -x -d 'values that end in it'
complete -c phony -n '__phony_in generate' -l contains -x -d 'values with it in them'
complete -c phony -n '__phony_in generate' -l pattern -x -d 'values that it matches'
complete -c phony -n '__phony_in generate' -l unique -d 'no value twice'
complete -c phony -n '__phony_in generate' -l sorted -d 'values in code-point order'
complete -c phony -n '__phony_in generate' -l of -x -d 'how many rows there are in all'
complete -c phony -n '__phony_in generate' -l words -x -d 'words in a sentence'
complete -c phony -n '__phony_in generate' -l sentences -x -d 'sentences in a paragraph'
complete -c phony -n '__phony_in generate' -l paragraphs -x -d 'paragraphs in a value'
complete -c phony -n '__phony_in generate' -l acrostic -x -d 'sentences that begin with its characters'
complete -c phony -n '__phony_in generate' -l template -x -d 'values put together'
complete -c phony -n '__phony_in generate schema-preview schema-import' -l locale -x -a '(__phony_models | cut -d / -f 1 | uniq)' -d 'of names and functions'
complete -c phony -n '__phony_in generate' -l gender -x -a 'any male female' -d 'of persons'
complete -c phony -n '__phony_in generate' -l define -x -d 'a name for a template'
complete -c phony -n '__phony_in generate' -l use -x -d 'a name for a model'
complete -c phony -n '__phony_in generate' -l format -x -a 'text json ndjson csv sql copy' -d 'how the values are written'
complete -c phony -n '__phony_in generate' -l header -x -d 'the CSV header'
complete -c phony -n '__phony_in generate train merge schema-import' -s o -l output -r -d 'the file to write'
complete -c phony -n '__phony_in generate train merge schema-import' -s q -l quiet -d 'say nothing on the side'
complete -c phony -n '__phony_in generate' -l schema -r -d 'the rows of a data set'
complete -c phony -n '__phony_in generate schema-check schema-show schema-preview' -l scenario -x -d 'numbers of rows'
complete -c phony -n '__phony_in generate schema-preview' -l entity -x -d 'only its rows'
complete -c phony -n '__phony_in generate' -l now -x -d 'what relative dates count from'
complete -c phony -n '__phony_in generate' -l mode -x -a 'random coverage' -d 'random, or the fewest rows with all boundary values'
complete -c phony -n '__phony_in generate' -l partition -x -d 'a part of each entity'
complete -c phony -n '__phony_in generate' -l dialect -x -a 'postgres mysql sqlite' -d 'of SQL'
complete -c phony -n '__phony_in generate' -l ddl -d 'create tables too'
complete -c phony -n '__phony_in generate' -l drop -d 'drop tables before'
complete -c phony -n '__phony_in generate' -l gzip -d 'compress'
complete -c phony -n '__phony_in generate' -l into -r -d 'load a database'
complete -c phony -n '__phony_in schema-show' -l dot -d 'as a graph'
complete -c phony -n '__phony_in schema-preview' -s n -l rows -x -d 'how many of each'
complete -c phony -n '__phony_in schema-import' -l rows -x -d 'how many to look at'
complete -c phony -n '__phony_in schema-import' -l from -x -a 'ddl json-schema openapi laravel csv' -d 'what the file is'
complete -c phony -n '__phony_in schema-import' -l models -r -d 'train models of texts'

complete -c phony -n '__phony_in train' -s n -l n -x -a '(seq 8)' -d 'the order'
complete -c phony -n '__phony_in train' -l mode -x -a 'char word hybrid' -d 'what a token is'
complete -c phony -n '__phony_in train merge' -l min-count -x -d 'leave out n-grams of three tokens and more counted less often'
complete -c phony -n '__phony_in train' -l weights -x -a 'count sqrt log once' -d 'what a weight becomes'
complete -c phony -n '__phony_in train' -l vocabulary -r -d 'the whole tokens'
complete -c phony -n '__phony_in train' -l word-min-count -x -d 'words in so many values are tokens'
complete -c phony -n '__phony_in train' -l exclude-originals -d 'never give a value of the list'
complete -c phony -n '__phony_in train' -l salt -x -d 'the salt of the hashes'
complete -c phony -n '__phony_in train' -l min-support -x -d 'keep only what so many values hold'
complete -c phony -n '__phony_in train' -l epsilon -x -d 'differential privacy'
complete -c phony -n '__phony_in train' -l delta -x -d 'the chance that it does not hold'
complete -c phony -n '__phony_in train' -l max-tokens -x -d 'skip values of more tokens'
complete -c phony -n '__phony_in train stats' -l format -x -a 'txt csv json ndjson' -d 'how the list is written'
complete -c phony -n '__phony_in train stats' -l column -x -d 'where the values are'
complete -c phony -n '__phony_in train stats' -l weight-column -x -d 'where the weights are'
complete -c phony -n '__phony_in train stats' -l delimiter -x -d 'between CSV fields'
complete -c phony -n '__phony_in train stats' -l no-header -d 'the first CSV record is data'
complete -c phony -n '__phony_in train stats' -l max-value-bytes -x -d 'a longer line, field or string is an error'
complete -c phony -n '__phony_in train stats' -l case -x -a 'keep lower upper title' -d 'change the case'
complete -c phony -n '__phony_in train' -l letters-only -d 'skip values with anything but letters'
complete -c phony -n '__phony_in train' -l no-symbols -d 'skip values with symbols'
complete -c phony -n '__phony_in train stats' -l sentences -d 'cut values into sentences'
complete -c phony -n '__phony_in train merge schema-import' -l name -x -d 'what the model is called'
complete -c phony -n '__phony_in train merge' -l locale -x -d 'language and country of the values'
complete -c phony -n '__phony_in train merge' -l source -x -d 'where the list comes from'
complete -c phony -n '__phony_in train merge' -l license -x -d 'the licence of the list'
complete -c phony -n '__phony_in train merge' -l timestamp -d 'record when'

complete -c phony -n '__phony_in stats' -l training -r -d 'the list the model was trained on'
complete -c phony -n '__phony_in stats' -l heldout -r -d 'values that were not in it'
complete -c phony -n '__phony_in stats' -l sample -x -d 'how many values to draw'
complete -c phony -n '__phony_in stats' -l top -x -d 'how many n-grams of each order'
complete -c phony -n '__phony_in stats' -l privacy -d 'what could tell of single values'
complete -c phony -n '__phony_in stats' -l support -x -d 'few is fewer than so many'
complete -c phony -n '__phony_in stats' -l show-fragments -d 'show texts of one value alone'

complete -c phony -n '__phony_in train models generators info stats validate compile schema-check schema-show schema-generators' -l json -d 'as JSON, for programs'
complete -c phony -n '__phony_in compile' -l all -d 'all models there are'
complete -c phony -n '__phony_in models generators schema-generators' -l names -d 'only the names'
complete -c phony -n '__phony_in info' -l tokens -d 'only the tokens'
complete -c phony -n '__phony_in generate info stats merge validate compile' -l max-model-bytes -x -d 'refuse models that are larger when uncompressed'
complete -c phony -n '__phony_in generate info stats merge validate compile' -l max-model-tokens -x -d 'refuse models of more distinct tokens'
complete -c phony -n '__phony_in generate info stats merge validate compile' -l max-model-ngrams -x -d 'refuse models of more n-grams'
