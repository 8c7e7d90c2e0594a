"""Muon in single precision: momentum whose matrices are made orthogonal before they are applied.

After Keller Jordan's Muon (2024). PyTorch's own works in bfloat16, which a processor without AVX-512 only imitates, at a
tenth of the speed.
"""

import torch

# Newton-Schulz coefficients: five rounds bring every singular value near 1.
ROUNDS, A, B, C = 5, 3.4445, -4.7750, 2.0315


def orthogonal(stack: torch.Tensor) -> torch.Tensor:
    """The nearest orthogonal matrix of each matrix of a stack."""
    tall = stack.shape[-2] > stack.shape[-1]
    x = stack.transpose(-2, -1) if tall else stack
    x = x / x.norm(dim=(-2, -1), keepdim=True).clamp(min=1e-7)
    for _ in range(ROUNDS):
        square = x @ x.transpose(-2, -1)
        x = A * x + (B * square + C * square @ square) @ x
    return x.transpose(-2, -1) if tall else x


class Muon(torch.optim.Optimizer):
    """For matrices only; the step has the size that AdamW's would have."""

    def __init__(self, matrices, lr: float, momentum: float = 0.95, weight_decay: float = 0.02):
        super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            by_shape: dict[torch.Size, list] = {}
            for matrix in group["params"]:
                by_shape.setdefault(matrix.shape, []).append(matrix)
            for shape, matrices in by_shape.items():
                self._apply(group, shape, matrices)

    def _apply(self, group: dict, shape: torch.Size, matrices: list) -> None:
        directions = []
        for matrix in matrices:
            state = self.state[matrix]
            if "velocity" not in state:
                state["velocity"] = torch.zeros_like(matrix)
            state["velocity"].lerp_(matrix.grad, 1 - group["momentum"])
            directions.append(matrix.grad.lerp(state["velocity"], group["momentum"]))
        size = 0.2 * max(shape) ** 0.5
        for matrix, direction in zip(matrices, orthogonal(torch.stack(directions))):
            matrix.mul_(1 - group["lr"] * group["weight_decay"])
            matrix.add_(direction, alpha=-group["lr"] * size)
