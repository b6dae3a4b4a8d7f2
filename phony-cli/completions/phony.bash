# Completion of phony for bash.

# The options of a command.
_phony_options()
{
    local limits='--max-model-bytes --max-model-tokens --max-model-ngrams'
    local list='--format --column --weight-column --delimiter --no-header --max-value-bytes'
    case $1 in
        generate)
            echo "-n --count --seed --first --threads --min-length --max-length --min-words" \
                "--max-words --prefix --suffix --contains --pattern --unique --sorted --of --words" \
                "--sentences --paragraphs --acrostic --template --locale --gender --define --use" \
                "--schema --scenario --entity --now --mode --partition --dialect --ddl --drop --gzip" \
                "--into --format --header -o --output -q --quiet $limits"
            ;;
        'schema check') echo "--scenario --json" ;;
        'schema show') echo "--scenario --dot --json" ;;
        'schema preview') echo "--entity -n --rows --seed --scenario --locale" ;;
        'schema generators') echo "--json --names" ;;
        'schema import') echo "--from --name --locale --models --rows -o --output -q --quiet" ;;
        train)
            echo "-o --output -n --n --mode --min-count --weights --vocabulary --word-min-count" \
                "--exclude-originals --salt --min-support --epsilon --delta --max-tokens $list --case --letters-only --no-symbols --min-length" \
                "--sentences --name --locale --source --license --timestamp --threads --json" \
                "-q --quiet"
            ;;
        models | generators) echo "--json --names" ;;
        info) echo "--json --tokens $limits" ;;
        stats)
            echo "--training --heldout --case --sentences --sample --seed --top --json --privacy" \
                "--support --show-fragments $list $limits"
            ;;
        merge)
            echo "-o --output --min-count -q --quiet --name --locale --source --license --timestamp" \
                "$limits"
            ;;
        validate) echo "--json $limits" ;;
        compile) echo "--all --json $limits" ;;
    esac
    echo "-h --help"
}

# What may follow an option; fails where it is nothing of note.
_phony_argument()
{
    case $1:$2 in
        generate:--format) COMPREPLY=($(compgen -W 'text json ndjson csv sql copy' -- "$3")) ;;
        generate:--mode) COMPREPLY=($(compgen -W 'random coverage' -- "$3")) ;;
        generate:--dialect) COMPREPLY=($(compgen -W 'postgres mysql sqlite' -- "$3")) ;;
        generate:--schema | generate:--into | 'schema import:--models')
            COMPREPLY=($(compgen -f -- "$3"))
            ;;
        'schema import:--from')
            COMPREPLY=($(compgen -W 'ddl json-schema openapi laravel csv' -- "$3"))
            ;;
        *:--format) COMPREPLY=($(compgen -W 'txt csv json ndjson' -- "$3")) ;;
        generate:--gender) COMPREPLY=($(compgen -W 'any male female' -- "$3")) ;;
        generate:--locale | schema*:--locale)
            COMPREPLY=($(compgen -W "$(phony models --names 2>/dev/null | cut -d / -f 1 | uniq)" \
                -- "$3"))
            ;;
        generate:--sentences) COMPREPLY=() ;;
        *:--mode) COMPREPLY=($(compgen -W 'char word hybrid' -- "$3")) ;;
        *:--weights) COMPREPLY=($(compgen -W 'count sqrt log once' -- "$3")) ;;
        *:--case) COMPREPLY=($(compgen -W 'keep lower upper title' -- "$3")) ;;
        *:-o | *:--output | *:--vocabulary | *:--training | *:--heldout)
            COMPREPLY=($(compgen -f -- "$3"))
            ;;
        *:-n | *:--n | *:--count | *:--seed | *:--first | *:--threads | *:--header | \
            *:--min-count | *:--word-min-count | *:--salt | *:--min-support | *:--epsilon | \
            *:--delta | *:--max-tokens | *:--support | *:--column | *:--weight-column | \
            *:--delimiter | *:--max-value-bytes | *:--min-length | *:--name | *:--locale | \
            *:--source | *:--license | *:--sample | *:--top | *:--max-model-bytes | \
            *:--max-model-tokens | *:--max-model-ngrams | *:--max-length | *:--min-words | \
            *:--max-words | *:--prefix | *:--suffix | *:--contains | *:--pattern | *:--of | \
            *:--words | *:--paragraphs | *:--acrostic | *:--template | *:--define | *:--use | \
            *:--scenario | *:--entity | *:--now | *:--partition | *:--rows)
            COMPREPLY=()
            ;;
        *) return 1 ;;
    esac
}

_phony()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]}
    local commands='generate train models generators info stats merge validate compile schema help'
    local of_schema='check show preview generators import'
    COMPREPLY=()
    if [[ $command == schema && $COMP_CWORD -gt 2 ]]; then
        command+=" ${COMP_WORDS[2]}"
    fi
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W "$commands --help --version" -- "$word"))
    elif [[ $COMP_CWORD -eq 2 && $command == schema ]] ||
        [[ $COMP_CWORD -eq 3 && $command == help && $before == schema ]]; then
        COMPREPLY=($(compgen -W "$of_schema" -- "$word"))
    elif [[ $command == help ]]; then
        COMPREPLY=($(compgen -W "$commands" -- "$word"))
    elif _phony_argument "$command" "$before" "$word"; then
        return
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(_phony_options "$command")" -- "$word"))
    elif [[ $command == 'schema generators' ]]; then
        COMPREPLY=($(compgen -W "$(phony schema generators --names 2>/dev/null)" -- "$word"))
    elif [[ $command == train || $command == schema* ]]; then
        COMPREPLY=($(compgen -f -- "$word"))
    elif [[ $command == models ]]; then
        COMPREPLY=($(compgen -W "$(phony models --names 2>/dev/null | cut -d / -f 1 | uniq)" \
            -- "$word"))
    elif [[ $command == generators ]]; then
        COMPREPLY=()
    elif [[ $command == generate ]]; then
        COMPREPLY=($(compgen -W "$(phony generators --names 2>/dev/null)
            $(phony models --names 2>/dev/null)" -- "$word")
            $(compgen -f -- "$word"))
    else
        COMPREPLY=($(compgen -W "$(phony models --names 2>/dev/null)" -- "$word")
            $(compgen -f -- "$word"))
    fi
}

complete -o filenames -F _phony phony
