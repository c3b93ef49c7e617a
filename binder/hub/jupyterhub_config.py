"""What a JupyterHub needs for the workshop, beside what it has.

The Littlest JupyterHub reads it in /opt/tljh/config/jupyterhub_config.d/, any other hub at the end of its own file.
"""

from pathlib import Path

c = get_config()  # noqa: F821  # the hub gives it

# A learner's server takes about 140 MB and a lesson's kernel 115; each lesson lets the kernel of the last one go.
c.Spawner.mem_limit = "1G"
# Who leaves a page open over night keeps the answers, which lie in files, but not the kernel.
c.Spawner.args.extend(["--MappingKernelManager.cull_idle_timeout=3600", "--MappingKernelManager.cull_interval=300"])
# Where pairs and the class desk meet, once it is there: mkdir --mode=1777 /srv/kvi-class
if Path("/srv/kvi-class").is_dir():
    c.Spawner.environment.update({"KVI_CLASS": "/srv/kvi-class"})
