# Completion of paraph for bash: the program makes it of its own tables.
command -v paraph >/dev/null && eval "$(paraph completion)"
