from django.apps import AppConfig


class HustingsConfig(AppConfig):
    name = "misago_hustings"
    label = "misago_hustings"
    verbose_name = "Hustings"

    def ready(self):
        # Misago is set up only now.
        from misago import hooks

        from .embed import check_settings, embed

        check_settings()
        hooks.parsing_result_processors.append(embed)
