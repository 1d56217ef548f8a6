/** What `cloud help` and `cloud nodes help` print. */
export const HELP = `cloud is the command line of Kubarium's own cloud.

The machines of this cluster are rented from that cloud, as those of real clusters are from AWS, Azure or Google. Their
command lines are called aws, az and gcloud; this one exists nowhere but here, and does no more than the cluster needs.

Commands:
  cloud nodes                      list the machines
  cloud nodes add [NAME]           rent one more: it joins the cluster as a worker by itself
  cloud nodes remove NAME          give a machine back, with everything on it
  cloud nodes stop NAME            shut a machine down; --force cuts its power at once
  cloud nodes start NAME           switch it on again

What the cloud does with machines, the cluster learns afterwards: from the kubelet of a new machine, and from the cloud
controller manager, which asks the cloud about machines that have fallen silent.
`;

export const NODES_HELP = `Usage:
  cloud nodes [list]
  cloud nodes add [NAME]
  cloud nodes remove NAME...
  cloud nodes stop [--force] NAME...
  cloud nodes start NAME...
`;
